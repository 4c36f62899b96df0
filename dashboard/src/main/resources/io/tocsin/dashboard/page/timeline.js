// How much was counted over time, in an alert's details: a chart, and the same as a table.
import { scrolling, table } from './panel.js';
import uPlot from './lib/uplot.js';
import { element, short, span, when } from './view.js';

const HOUR = 3600000;
const BEFORE = 24 * HOUR;
const AFTER = 12 * HOUR;
const ROWS = 100;
const HEIGHT = 200;
const LEAST_TOP = 4;

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const dark = matchMedia('(prefers-color-scheme: dark)');
const onScreen = new Set();

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const from = alert => new Date(Math.max(0, Date.parse(alert.onsetAt) - BEFORE)).toISOString();

const address = ({ namespace, alert }, more) => {
  const range = { from: from(alert) };
  if (alert.endedAt) range.to = new Date(Date.parse(alert.endedAt) + AFTER).toISOString();
  return `api/counts?${new URLSearchParams({ namespace, rule: alert.ruleId, scope: alert.scope, ...range, ...more })}`;
};

const NOTHING = '{"points":[],"topic":{},"since":null}';

const ask = async path => {
  const response = await fetch(path, { headers: { accept: 'application/json' } });
  if (!response.ok && response.status !== 404) throw new Error(`${response.status}`);
  return response.status === 404 ? NOTHING : response.text();
};

// what is longer ago than the server remembers is on the topic, and does not change; null if it cannot be read now
const older = async (item, { since, topic }) => {
  if (topic.state === 'unreadable' || (since && Date.parse(since) <= Date.parse(from(item.alert)))) return { points: [], complete: true };
  try {
    return JSON.parse(await ask(address(item, { past: 'true', ...(since && { to: since }) })));
  } catch {
    return null;
  }
};

// a count holds until the next one: the last one until the latest that is known of the alert
const columns = (points, alert) => {
  const latest = Date.parse(alert.updatedAt) / 1000;
  const last = points[points.length - 1];
  const all = Date.parse(last.at) / 1000 < latest ? [...points, last] : points;
  const times = points.map(point => Date.parse(point.at) / 1000);
  return [all.length > points.length ? [...times, latest] : times, ...['observed', 'expected', 'threshold'].map(name => all.map(point => point[name]))];
};

const mark = (u, time, text, row) => {
  const { ctx, bbox } = u;
  const x = Math.round(u.valToPos(Date.parse(time) / 1000, 'x', true));
  ctx.strokeStyle = colour('ink');
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.fillStyle = colour('ink');
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  const right = x + ctx.measureText(text).width + 8 > bbox.left + bbox.width;
  ctx.textAlign = right ? 'right' : 'left';
  ctx.fillText(text, x + (right ? -4 : 4), bbox.top + (row + 1) * 14 * devicePixelRatio);
};

// from its onset to its end the alert's time is shaded
const shade = alertNow => u => {
  const alert = alertNow();
  const { ctx, bbox } = u;
  const x = time => u.valToPos(Date.parse(time) / 1000, 'x', true);
  const left = x(alert.onsetAt);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colour('span');
  ctx.fillRect(left, bbox.top, Math.max(2, x(alert.endedAt || alert.updatedAt) - left), bbox.height);
  mark(u, alert.onsetAt, 'onset', 0);
  mark(u, alert.openedAt, 'rings', 1);
  if (alert.endedAt) mark(u, alert.endedAt, 'end', 2);
  ctx.restore();
};

const line = (label, name, more) => ({
  label, stroke: () => colour(name), width: 1, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false },
  value: (u, number) => (number == null ? '–' : short(number)), ...more,
});

const axis = more => ({
  stroke: () => colour('soft'), grid: { stroke: () => colour('line'), width: 1 }, ticks: { stroke: () => colour('line'), width: 1 }, ...more,
});

const ticks = (u, splits, i, space, step) => splits.map(seconds => {
  const date = new Date(seconds * 1000);
  return step >= 86400 || (date.getHours() === 0 && date.getMinutes() === 0) ? DAY.format(date) : CLOCK.format(date);
});

const draw = (into, data, alertNow) => new uPlot({
  width: Math.max(240, into.clientWidth), height: HEIGHT,
  scales: { y: { range: (u, least, most) => [0, Math.max(LEAST_TOP, most * 1.1)] } },
  series: [
    { label: 'time', value: (u, seconds) => (seconds == null ? '–' : MOMENT.format(new Date(seconds * 1000))) },
    line('counted', 'counted', { width: 2 }),
    line('expected', 'expected', { dash: [4, 4] }),
    line('rings at', 'threshold'),
  ],
  bands: [{ series: [3, 2], fill: () => colour('band') }],
  axes: [axis({ values: ticks }), axis({ size: 42 })],
  hooks: { drawClear: [shade(alertNow)] },
}, data, into);

const row = point => [when(point.at), `${point.observed}`, short(point.expected), `${point.threshold}`, span(point.windowMillis), `${point.posts}`,
  `${point.sources}`, point.alertId ? 'open' : ''];

const rowsOf = points => {
  const more = points.length > ROWS ? `, the last ${ROWS} of ${points.length}` : '';
  return table(`Counts when they changed, newest first${more}`, ['from', 'counted', 'expected', 'rings at', 'window', 'posts', 'sources', 'alert'],
    points.slice(-ROWS).reverse().map(row));
};

const inWords = (points, alert) => {
  const highest = points.reduce((a, b) => (b.observed > a.observed ? b : a));
  const last = points[points.length - 1];
  const end = alert.endedAt ? `, end ${MOMENT.format(new Date(alert.endedAt))}` : ', it rings';
  return `Counted in the window that is nearest to ringing: highest ${highest.observed} at ${MOMENT.format(new Date(highest.at))}, `
    + `last ${last.observed} where ${short(last.expected)} ${last.expected === 1 ? 'is' : 'are'} expected and ${last.threshold} ring. `
    + `Onset ${MOMENT.format(new Date(alert.onsetAt))}${end}.`;
};

// The timeline of an alert; show() asks for its counts, and so does every sign of life of the server while it is on the screen.
export const timeline = () => {
  const plot = element('div', 'plot');
  plot.setAttribute('role', 'img');
  const note = element('p', 'note', 'loading …');
  const rows = scrolling('Counts as a table');
  const asTable = element('details', 'as-table', element('summary', '', 'The same as a table'), rows);
  const made = element('div', 'timeline', plot, note, asTable);
  plot.hidden = true;
  asTable.hidden = true;
  let item = null;
  let seen = '';
  let chart = null;
  let points = [];
  let before = null;

  const fill = () => { if (asTable.open) rows.replaceChildren(rowsOf(points)); };
  asTable.addEventListener('toggle', fill);

  const drop = () => { chart?.destroy(); chart = null; };

  const redraw = () => {
    drop();
    if (points.length) chart = draw(plot, columns(points, item.alert), () => item.alert);
  };

  const tell = (text, none) => {
    note.textContent = text;
    plot.hidden = none;
    asTable.hidden = none;
  };

  const take = answer => {
    const past = before?.points ?? [];
    points = [...past, ...answer.points.filter(point => !past.length || point.at > past[past.length - 1].at)];
    if (!points.length) {
      drop();
      tell(answer.topic.state === 'unreadable' ? `The counts cannot be read: ${answer.topic.detail}` : 'No counts are kept of this time.', true);
      return;
    }
    const text = inWords(points, item.alert);
    const since = past.length ? past[0].at : answer.since;
    const late = Date.parse(since) > Date.parse(item.alert.onsetAt) ? ` Kept since ${MOMENT.format(new Date(since))} only.` : '';
    tell(text + late + (before?.complete === false ? ' Not all could be read in time.' : ''), false);
    plot.setAttribute('aria-label', `Chart. ${text}`);
    if (chart) chart.setData(columns(points, item.alert));
    else redraw();
    fill();
  };

  let asking = null;

  const load = async () => {
    const asked = item;
    let text = '';
    try {
      text = await ask(address(asked));
    } catch {
      if (!points.length) tell('The counts could not be loaded; they are asked for again.', true);
      return;
    }
    const answer = JSON.parse(text);
    asking ||= older(asked, answer);
    before = await asking;
    if (!before) asking = null;
    const key = `${asked.alert.sequence}${before?.points.length}${text}`;
    if (asked !== item || key === seen) return;
    seen = key;
    take(answer);
  };

  new ResizeObserver(() => { if (chart && plot.clientWidth) chart.setSize({ width: Math.max(240, plot.clientWidth), height: HEIGHT }); }).observe(plot);

  const self = { made, load, redraw };
  return { made, show: shown => { item = shown; onScreen.add(self); load(); } };
};

document.addEventListener('beat', () => onScreen.forEach(self => {
  if (!self.made.isConnected) onScreen.delete(self);
  else if (self.made.closest('details').open) self.load();
}));
dark.addEventListener('change', () => onScreen.forEach(self => self.redraw()));
