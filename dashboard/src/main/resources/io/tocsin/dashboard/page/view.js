// Makes the elements of the page. All text that comes from posts goes in as text, never as HTML.
import { canSilence, silenceOf } from './silenced.js';

const element = (tag, className, ...content) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content.filter(part => part !== null && part !== ''));
  return made;
};

const ZONED = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

// made once: a page makes hundreds of numbers, and a format takes longer than what it writes
const WHOLE = new Intl.NumberFormat();
const SHORT = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 2 });

const plural = (count, what) => `${WHOLE.format(count)} ${what}${count === 1 ? '' : 's'}`;

const short = number => SHORT.format(number);

const when = iso => {
  const made = element('time', '', ZONED.format(new Date(iso)));
  made.dateTime = iso;
  made.title = `${iso.replace('T', ' ').replace(/(\.\d+)?Z$/, '')} UTC`;
  return made;
};

const span = millis => {
  const minutes = Math.round(millis / 60000);
  if (minutes < 60) return plural(minutes, 'minute');
  return minutes % 1440 === 0 ? plural(minutes / 1440, 'day') : plural(Math.round(minutes / 6) / 10, 'hour');
};

const level = alert => (['critical', 'warning'].includes(alert.severity) ? alert.severity : '');

const place = alert => alert.scopeName || alert.scope || 'everywhere';

const counted = decision => ({ VOICE: 'independent report', POST: 'post', SOURCE: 'source' }[decision.countBy] || 'report');

export const keyOf = item => `${item.namespace}/${item.alert.alertId}`;

export const title = alert => `${alert.ruleId}: ${place(alert)}`;

const badges = (item, live) => {
  const { alert, namespace } = item;
  const severity = element('span', `badge ${level(alert)}`, alert.severity || 'no severity');
  const from = namespace === live ? '' : element('span', 'badge replay', `replay: ${namespace.replace(/^replay-/, '')}`);
  const status = alert.status === 'OPEN' ? '' : element('span', 'badge status', alert.status.toLowerCase());
  const silence = silenceOf(item);
  const silenced = silence ? element('span', 'badge silenced', 'silenced until ', when(silence.endsAt)) : '';
  return [severity, from, status, silenced];
};

const facts = alert => {
  const { decision } = alert;
  const ended = alert.endedAt ? [`, ${alert.status.toLowerCase()} `, when(alert.endedAt)] : [];
  return element('span', 'facts', 'since ', when(alert.onsetAt), ...ended,
    ` · ${plural(decision.observed, counted(decision))} in ${span(decision.windowMillis)}, ${short(decision.expected)} expected`,
    ` · ${plural(decision.sources.length, 'source')}`);
};

const head = (item, live) => element('summary', '', ...badges(item, live), element('h3', '', title(item.alert)), facts(item.alert));

// runs of [start, end), in UTF-16 code units; what lies outside of the text or in another run is passed over
export const runs = (text, highlights) => {
  const found = [];
  let from = 0;
  for (const { start, end } of [...highlights].sort((a, b) => a.start - b.start)) {
    if (start < from || end > text.length || end <= start) continue;
    found.push({ text: text.slice(from, start), marked: false }, { text: text.slice(start, end), marked: true });
    from = end;
  }
  found.push({ text: text.slice(from), marked: false });
  return found.filter(run => run.text);
};

const excerpt = post => element('p', '', ...runs(post.excerpt, post.highlights)
  .map(run => (run.marked ? element('mark', '', run.text) : run.text)));

// only addresses of the web become links
export const webAddress = url => {
  try {
    const parsed = new URL(url);
    return ['http:', 'https:'].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
};

const headline = post => {
  const address = post.url && webAddress(post.url);
  const text = post.title || post.postKey;
  if (!address) return element('strong', '', text);
  const link = element('a', '', text);
  link.href = address;
  link.rel = 'noopener noreferrer external';
  link.target = '_blank';
  return link;
};

const evidence = post => element('li', '', headline(post),
  element('div', 'from', `${post.source} · `, when(post.mentionedAt), ` · ${post.postKey}, revision ${post.revision} · voice ${post.voice + 1}`,
    post.contexts.length ? ` · ${post.contexts.join(', ')}` : ''), excerpt(post));

const reckoning = decision => (decision.kind === 'RATIO'
  ? `It rings from ${decision.threshold} on, so many times as much as in the time before.`
  : `It rings from ${decision.threshold} on: by chance so many come with a probability of ${short(decision.probability)}, and it rings at ${short(decision.significance)}.`);

const explanation = ({ decision, summary, peak, ruleVersion }) => [
  summary ? element('p', '', summary) : '',
  element('p', '', `Counted: ${plural(decision.observed, counted(decision))} in ${span(decision.windowMillis)}, from ${plural(decision.posts, 'post')}. `
    + `Expected: ${short(decision.expected)}. ${reckoning(decision)} The highest count so far is ${peak}. Rule version ${ruleVersion}.`),
  element('p', 'from', `Sources: ${decision.sources.join(', ') || 'none is told'}`),
];

const history = events => element('ul', 'events', ...events.map(event =>
  element('li', '', when(event.at), ` ${event.type.toLowerCase()}`, event.reason ? `: ${event.reason}` : '')));

// An address that leads to an alert, wherever it is.
const linkTo = ({ namespace, alert }) => `#${new URLSearchParams({ alert: alert.alertId, namespace })}`;

// to be copied by the browser's menu, and by a button where the browser lets it
const link = item => {
  const address = element('a', '', 'Link to this alert');
  address.href = linkTo(item);
  const copy = element('button', '', 'Copy link');
  copy.type = 'button';
  copy.hidden = !navigator.clipboard;
  copy.addEventListener('click', () => navigator.clipboard.writeText(address.href)
    .then(() => { copy.textContent = 'Copied'; }, () => { copy.textContent = 'Not copied'; }));
  return element('p', 'link', address, ' ', copy);
};

const silencing = alert => {
  const made = element('button', 'silence', 'Silence …');
  made.type = 'button';
  made.addEventListener('click', () => document.dispatchEvent(new CustomEvent('silence', { detail: alert })));
  return element('p', '', made);
};

const more = ({ namespace, alert, events }, line) => [
  link({ namespace, alert }),
  alert.status === 'OPEN' && canSilence(namespace) ? silencing(alert) : '',
  element('h4', '', 'Why'), ...explanation(alert),
  element('h4', '', 'Counted over time'), line.made,
  events.length ? element('h4', '', 'What happened') : '', events.length ? history(events) : '',
  element('h4', '', `Posts (${alert.evidence.length})`),
  element('ul', 'evidence', ...alert.evidence.map(evidence)),
];

const looks = (item, live) => ['alert', level(item.alert), item.namespace === live ? '' : 'replay', item.alert.status === 'OPEN' ? '' : 'ended', silenceOf(item) ? 'silenced' : '']
  .filter(name => name).join(' ');

const endOf = item => silenceOf(item)?.endsAt || '';

// One alert with its timeline; "open" asks for its details, which show() puts in.
export const card = (item, live, open, line) => {
  const body = element('div', 'more', 'loading …');
  const details = element('details', '', head(item, live), body);
  const made = element('li', looks(item, live), details);
  made.dataset.alert = item.alert.alertId;
  made.dataset.namespace = item.namespace;
  details.addEventListener('toggle', () => { if (details.open) open(); });
  let until = endOf(item);
  return {
    made,
    isOpen: () => details.open,
    isMarked: same => endOf(same) === until,
    update: changed => {
      until = endOf(changed);
      made.className = looks(changed, live);
      const focused = details.firstChild === document.activeElement;
      details.firstChild.replaceWith(head(changed, live));
      if (focused) details.firstChild.focus();
    },
    show: detail => {
      body.replaceChildren(...more(detail, line).filter(part => part !== ''));
      line.show(detail);
    },
    fail: text => body.replaceChildren(text),
  };
};

export { element, excerpt, headline, place, plural, short, span, when };
