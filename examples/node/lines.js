// What is printed of a record, and whose state it tells: id and sequence.

const moment = (millis) => new Date(millis).toISOString().replace(/\.\d+Z$/, 'Z')

const line = (id, sequence, ...fields) => ({ id, sequence, text: [...fields, `${id}#${sequence}`].join(' | ') })

export function alertLine(event) {
  const { severity, summary, evidence } = event.alert
  const sources = new Set(evidence.map((post) => post.source)).size
  return line(
    event.alertId,
    event.sequence,
    moment(event.at),
    event.type,
    severity,
    summary,
    event.reason,
    `${sources} sources`
  )
}

export function postLine({ post, language, countries }) {
  return line(post.postKey, post.revision, moment(post.seenAt), post.status, language, countries.join(','), post.title)
}
