// What a secured cluster and registry want to know: settings from a file, a login from the environment.

import { readFileSync } from 'node:fs'

const KNOWN = new Set(['security.protocol', 'sasl.mechanism', 'sasl.username', 'sasl.password', 'ssl.ca.location', 'ssl.certificate.location', 'ssl.key.location'])

/** kafkajs's settings of a file of key=value lines in librdkafka's names; none without a file. */
export function kafkaSettings(file) {
  const given = file ? pairs(file) : {}
  const unknown = Object.keys(given).filter((key) => !KNOWN.has(key))
  if (unknown.length > 0) {
    throw new TypeError(`${file}: ${unknown.join(', ')}: expected ${[...KNOWN].join(', ')}`)
  }
  const protocol = (given['security.protocol'] ?? 'PLAINTEXT').toUpperCase()
  return {
    ...(protocol.endsWith('SSL') && { ssl: tls(given) }),
    ...(protocol.startsWith('SASL') && {
      sasl: {
        mechanism: given['sasl.mechanism'].toLowerCase(),
        username: given['sasl.username'],
        password: given['sasl.password']
      }
    })
  }
}

function pairs(file) {
  const lines = readFileSync(file, 'utf8').split('\n').map((line) => line.trim())
  return Object.fromEntries(
    lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.split('=', 1)[0].trim(), line.slice(line.indexOf('=') + 1).trim()])
  )
}

function tls(given) {
  const read = (key) => (given[key] ? readFileSync(given[key]) : undefined)
  return { ca: read('ssl.ca.location'), cert: read('ssl.certificate.location'), key: read('ssl.key.location') }
}

/** Who we are to the registry: user:password in TOCSIN_REGISTRY_BASIC_AUTH_USER_INFO, if it wants that. */
export function registryLogin() {
  const login = process.env.TOCSIN_REGISTRY_BASIC_AUTH_USER_INFO
  return login
    ? { auth: { username: login.split(':', 1)[0], password: login.slice(login.indexOf(':') + 1) } }
    : {}
}
