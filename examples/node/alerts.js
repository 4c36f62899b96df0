#!/usr/bin/env node
// Prints Tocsin's alerts, one line an event, as they open, change, end or are taken back.
//
// Ends with 0 on SIGTERM, SIGINT or after --max events; with 1, and a reason, when broker, topic or registry is not there.

import { parseArgs } from 'node:util'
import kafkajs from 'kafkajs'
import lz4 from 'lz4-napi'
import { Decoder, Undecodable, WorldBroken } from './decoder.js'
import { LatestStates } from './latest-states.js'
import { alertLine, postLine } from './lines.js'
import { kafkaSettings } from './secured.js'

const TOPICS = {
  alerts: { record: 'AlertEvent', describe: alertLine },
  'posts.enriched': { record: 'EnrichedPost', describe: postLine }
}

// Tocsin's producers compress with LZ4, which kafkajs leaves to others
kafkajs.CompressionCodecs[kafkajs.CompressionTypes.LZ4] = () => ({
  compress: ({ buffer }) => lz4.compressFrame(buffer),
  decompress: (buffer) => lz4.decompressFrame(buffer)
})

function options() {
  const env = process.env
  const { values } = parseArgs({
    options: {
      'bootstrap-servers': { type: 'string', default: env.TOCSIN_KAFKA_BOOTSTRAP_SERVERS ?? 'localhost:9092' },
      registry: { type: 'string', default: env.TOCSIN_REGISTRY_URL ?? 'http://localhost:8081/apis/ccompat/v7' },
      namespace: { type: 'string', default: env.TOCSIN_NAMESPACE ?? 'news' },
      group: { type: 'string', default: env.TOCSIN_GROUP ?? 'tocsin-example-node' },
      topic: { type: 'string', default: 'alerts' },
      'client-config': { type: 'string', default: env.TOCSIN_CLIENT_CONFIG },
      max: { type: 'string', default: '0' }
    }
  })
  if (!TOPICS[values.topic]) {
    throw new TypeError(`--topic ${values.topic}: expected one of ${Object.keys(TOPICS).join(', ')}`)
  }
  return { ...values, servers: values['bootstrap-servers'], max: Number(values.max) }
}

/** Kafka's client says what goes wrong; the rest is silence. */
function connect({ servers, 'client-config': config }) {
  return new kafkajs.Kafka({
    clientId: 'tocsin-example-node',
    brokers: servers.split(','),
    ...kafkaSettings(config),
    connectionTimeout: 5_000,
    retry: { retries: 4 },
    logLevel: kafkajs.logLevel.ERROR,
    logCreator: () => ({ log }) => console.error(`kafka: ${log.message}${log.error ? `: ${log.error}` : ''}`)
  })
}

async function requireTopic(kafka, topic, servers) {
  const admin = kafka.admin()
  try {
    await admin.connect()
    if (!(await admin.listTopics()).includes(topic)) {
      throw new WorldBroken(`topic ${topic} (--namespace, --topic) is not there`)
    }
  } catch (failure) {
    throw failure instanceof WorldBroken
      ? failure
      : new WorldBroken(`no broker at ${servers} (--bootstrap-servers): ${failure.message}`)
  } finally {
    await admin.disconnect()
  }
}

/** Follows the topic until the signal is given; rejects when the world is broken. */
async function follow({ registry, group, topic, namespace, max }, kafka, stop) {
  const { record, describe } = TOPICS[topic]
  const decoder = new Decoder(registry, record)
  const states = new LatestStates()
  let printed = 0

  async function take(place, message) {
    if (message.value === null) {
      return // a control record such as a watermark
    }
    try {
      const line = describe(await decoder.decode(message.value))
      if (states.take(line)) {
        console.log(line.text)
        printed += 1
      }
    } catch (reason) {
      if (!(reason instanceof Undecodable)) {
        throw reason
      }
      console.error(`skipped: ${place}, offset ${message.offset}: ${reason.message}`)
    }
    if (max > 0 && printed >= max) {
      stop.now()
    }
  }

  const consumer = kafka.consumer({ groupId: group, allowAutoTopicCreation: false, readUncommitted: false })
  consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || stop.because(payload.error))
  await consumer.connect()
  try {
    // a new group begins with the oldest alert that is kept
    await consumer.subscribe({ topics: [`${namespace}.${topic}`], fromBeginning: true })
    await consumer.run({
      eachBatchAutoResolve: false, // the place moves on when a record is done with: at least once
      eachBatch: async ({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale }) => {
        for (const message of batch.messages) {
          if (stop.given || !isRunning() || isStale()) {
            break
          }
          try {
            await take(`${batch.topic}, partition ${batch.partition}`, message)
          } catch (broken) {
            stop.because(broken)
            break
          }
          resolveOffset(message.offset)
          await heartbeat()
        }
        await commitOffsetsIfNecessary()
      }
    })
    await stop.waiting
  } finally {
    await consumer.disconnect() // commits the place and leaves the group
  }
}

/** The wish to end, and perhaps why. */
class Stop {
  given = false

  constructor() {
    this.waiting = new Promise((resolve, reject) => {
      this.now = () => {
        this.given = true
        resolve()
      }
      this.because = (reason) => {
        this.given = true
        reject(reason)
      }
    })
  }
}

const stop = new Stop()
process.on('SIGTERM', stop.now)
process.on('SIGINT', stop.now)
try {
  const given = options()
  const kafka = connect(given)
  await requireTopic(kafka, `${given.namespace}.${given.topic}`, given.servers)
  await follow(given, kafka, stop)
} catch (reason) {
  console.error(`alerts.js: ${reason.message}`)
  process.exitCode = reason instanceof TypeError ? 2 : 1
}
