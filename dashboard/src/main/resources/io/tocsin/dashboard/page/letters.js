// Dead letters by reason: what the services could not take, with the newest of each. All of it may be hostile and stays text.
import { panel, scrolling, table, unreadable } from './panel.js';
import { element, plural, when } from './view.js';

const glance = answer => {
  const missing = unreadable(answer.topics);
  const total = Number(answer.total);
  const newest = answer.reasons[0];
  const words = total ? `${plural(total, 'record')} could not be taken, for ${plural(answer.reasons.length, 'reason')}; the last by ${newest.service}: ${newest.reason}.`
    : 'Every record could be taken.';
  return missing ? { words: `${total ? `${words} ` : ''}Not all can be read: ${missing}.`, state: 'bad' } : { words, state: total ? 'some' : 'good' };
};

const example = letter => element('li', '', when(letter.at), ` ${letter.detail}`,
  element('div', 'from', [letter.position, letter.source && `from ${letter.source}`, letter.origin && `of ${letter.origin}`].filter(text => text).join(' · ')),
  letter.excerpt === null ? '' : element('code', '', letter.excerpt));

// those that were unfolded stay so when letters come
const unfolded = new Set();

const examples = reason => {
  const made = element('details', 'letters', element('summary', '', `the last ${reason.examples.length}`),
    element('ul', 'evidence', ...reason.examples.map(example)));
  const key = `${reason.service}/${reason.reason}`;
  made.open = unfolded.has(key);
  made.addEventListener('toggle', () => (made.open ? unfolded.add(key) : unfolded.delete(key)));
  return made;
};

const show = answer => answer.reasons.length && [scrolling('Dead letters', table('The newest first',
  ['service', 'reason', 'records', 'since', 'last', 'examples'],
  answer.reasons.map(reason => [reason.service, reason.reason, Number(reason.count).toLocaleString(), when(reason.firstAt), when(reason.lastAt), examples(reason)])))];

panel('letters', 'Dead letters', 'By reason', 'api/dead-letters', glance, show);
