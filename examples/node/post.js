#!/usr/bin/env node
// Sends raw posts: one JSON object of docs/raw-posts.schema.json a line of the standard input.

import { createInterface } from 'node:readline'
import kafkajs from 'kafkajs'
import { kafkaSettings } from './secured.js'

const servers = process.env.TOCSIN_KAFKA_BOOTSTRAP_SERVERS ?? 'localhost:9092'
const topic = `${process.env.TOCSIN_NAMESPACE ?? 'news'}.posts.raw`

const producer = new kafkajs.Kafka({
  brokers: servers.split(','),
  ...kafkaSettings(process.env.TOCSIN_CLIENT_CONFIG),
  retry: { retries: 4 }
}).producer({
  createPartitioner: kafkajs.Partitioners.DefaultPartitioner // as Kafka's own clients choose
})
try {
  await producer.connect()
  for await (const line of createInterface({ input: process.stdin })) {
    const post = JSON.parse(line)
    // the key keeps the revisions of a post in order; resolved when all replicas have it
    await producer.send({ topic, acks: -1, messages: [{ key: `${post.source}:${post.id}`, value: line }] })
  }
} catch (reason) {
  console.error(`post.js: ${servers}, ${topic}: ${reason.message}`)
  process.exitCode = 1
} finally {
  await producer.disconnect()
}
