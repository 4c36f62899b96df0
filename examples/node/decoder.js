// From Confluent's wire format (a zero byte, the schema's id in four bytes, Avro) to an object of our own schema.

import { readFileSync } from 'node:fs'
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry'
import avro from 'avsc'
import { registryLogin } from './secured.js'

const HEADER_BYTES = 5
const NOT_FOUND = 404

/** This record will never be readable: report it and go on. */
export class Undecodable extends Error {}

/** What we depend on is not there: say so and end, without losing the place. */
export class WorldBroken extends Error {}

/**
 * Reads records as our copy of the schema has them: new fields are left out, missing ones have their defaults, a new enum
 * symbol is the enum's default.
 */
export class Decoder {
  #registry
  #address
  #own
  #resolvers = new Map()

  constructor(address, record) {
    this.#address = address.replace(/\/+$/, '')
    this.#registry = new SchemaRegistry({
      host: this.#address,
      ...registryLogin(),
      retry: { retries: 4, initialRetryTimeInSecs: 0.3 }
    })
    this.#own = avro.Type.forSchema(JSON.parse(readFileSync(new URL(`../schemas/${record}.avsc`, import.meta.url))))
  }

  async decode(value) {
    if (value.length < HEADER_BYTES || value[0] !== 0) {
      throw new Undecodable(`${value.length} bytes that do not begin with a zero byte and a schema id`)
    }
    const resolver = await this.#resolver(value.readInt32BE(1))
    try {
      return this.#own.fromBuffer(value.subarray(HEADER_BYTES), resolver)
    } catch (broken) {
      throw new Undecodable(broken.message)
    }
  }

  async #resolver(id) {
    if (!this.#resolvers.has(id)) {
      const writer = await this.#fetch(id)
      try {
        this.#resolvers.set(id, this.#own.createResolver(writer))
      } catch (broken) {
        throw new Undecodable(`schema ${id} does not fit ours: ${broken.message}`)
      }
    }
    return this.#resolvers.get(id)
  }

  async #fetch(id) {
    try {
      return await this.#registry.getSchema(id)
    } catch (failure) {
      if (failure.status === NOT_FOUND) {
        throw new Undecodable(`the registry does not know schema ${id}`)
      }
      throw new WorldBroken(`the schema registry at ${this.#address} (--registry) does not answer: ${failure.message}`)
    }
  }
}
