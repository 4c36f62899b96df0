// Coverage: which sources are silent or flood against their own rhythm, told at a glance, and how all are.
import { panel, scrolling, table, unreadable } from './panel.js';
import { element, plural, short, span, when } from './view.js';

const NAMED = 5;
const IN_WORDS = { SILENT: 'silent', FLOODING: 'flooding', QUIET: 'quiet', LEARNING: 'still being learnt', OK: 'as usual', UNKNOWN: 'unknown' };

const named = (answer, state) => {
  const count = answer.states[state] || 0;
  if (!count) return '';
  const names = answer.sources.filter(({ source }) => source.state === state).slice(0, NAMED).map(({ source }) => source.source);
  return `${plural(count, 'source')} ${IN_WORDS[state]}: ${names.join(', ')}${count > names.length ? ', …' : ''}.`;
};

const glance = answer => {
  const all = Object.values(answer.states).reduce((sum, count) => sum + count, 0);
  const missing = unreadable(answer.topics);
  const trouble = ['SILENT', 'FLOODING'].map(state => named(answer, state)).filter(text => text);
  if (missing) trouble.push(`Not all can be read: ${missing}.`);
  if (trouble.length) return { words: trouble.join(' '), state: 'bad' };
  if (!all) return { words: 'Nothing is known of any source yet.', state: 'none' };
  const rest = ['QUIET', 'LEARNING'].filter(state => answer.states[state]).map(state => `${answer.states[state]} ${IN_WORDS[state]}`);
  return { words: `No source is silent, of ${all}.${rest.length ? ` ${rest.join(', ')}.` : ''}`, state: 'good' };
};

const row = ({ source, events }) => [
  source.source, element('span', `badge ${source.state === 'SILENT' ? 'critical' : source.state === 'FLOODING' ? 'warning' : 'status'}`, IN_WORDS[source.state] || source.state),
  when(source.since), when(source.lastPostAt), span(source.usualGapMillis), short(source.postsPerHour),
  events.length ? [when(events[events.length - 1].at), ` ${events[events.length - 1].summary || events[events.length - 1].type.toLowerCase()}`] : '',
];

const show = answer => answer.sources.length && [scrolling('Sources', table(
  answer.total > answer.sources.length ? `The first ${answer.sources.length} of ${answer.total}, worst first` : 'Worst first',
  ['source', 'how it is', 'since', 'last post', 'usually one in', 'posts an hour', 'last told'], answer.sources.map(row)))];

panel('sources', 'Sources', 'How all are', 'api/sources', glance, show);
