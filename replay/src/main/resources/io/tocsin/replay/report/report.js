'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const byId = id => document.getElementById(id);
  const el = (tag, className, ...content) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };
  const pad = number => String(number).padStart(2, '0');
  const day = t => { const d = new Date(t); return `${d.getUTCFullYear()}-${pad(d.getUTCMonth() + 1)}-${pad(d.getUTCDate())}`; };
  const clock = t => { const d = new Date(t); return `${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}`; };
  const stamp = t => `${day(t)} ${clock(t)}`;
  const number = (n, digits) => Number(n).toLocaleString('en', { maximumSignificantDigits: digits || 3 });
  const plural = (n, what) => `${Number(n).toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
  const key = thing => `${thing.rule}|${thing.scope}`;
  const alertsOf = new Map();
  data.alerts.forEach(a => alertsOf.set(key(a), [...(alertsOf.get(key(a)) || []), a]));
  const charts = [];
  // a scope as people call it, where an alert tells and it is not the scope itself
  const names = new Map(data.alerts.filter(a => a.scopeName && !a.scope.endsWith(`:${a.scopeName}`)).map(a => [a.scope, a.scopeName]));
  const called = scope => names.has(scope) ? `${names.get(scope)} (${scope})` : scope;

  const options = (id, values, text = v => v) => [...new Set(values)].filter(v => v).sort().forEach(v => byId(id).append(new Option(text(v), v)));

  const marked = (text, marks) => {
    const line = el('p');
    let from = 0;
    for (const [start, end] of marks) {
      if (start < from || end > text.length || end <= start) continue;
      line.append(text.slice(from, start), el('mark', '', text.slice(start, end)));
      from = end;
    }
    line.append(text.slice(from));
    return line;
  };

  const evidence = post => {
    const from = el('div', 'from', el('time', '', stamp(post.at)), ` · ${post.source} · ${post.post} · voice ${post.voice + 1}`,
      post.contexts.length ? ` · ${post.contexts.join(', ')}` : '');
    return el('li', '', el('strong', '', post.title), from, marked(post.excerpt, post.marks));
  };

  const row = (cell, ...values) => el('tr', '', ...values.map(v => {
    const made = el(cell, typeof v === 'number' ? 'number' : '', typeof v === 'number' ? number(v) : v);
    return made;
  }));

  const events = alert => {
    const table = el('table', 'events', row('th', 'when (UTC)', 'what', 'severity', 'counted', 'expected', 'rings at', 'window', 'sources', 'chance', 'why'));
    alert.events.forEach(e => table.append(row('td', stamp(e.at), e.type.toLowerCase(), e.severity || '–', e.observed, e.expected,
      e.threshold, e.window, e.sources, number(e.probability, 2), e.reason)));
    if (alert.unshown) table.append(row('td', `and ${plural(alert.unshown, 'event')} more`));
    return table;
  };

  const story = alert => {
    const made = el('details', '');
    const ended = alert.ended === undefined ? 'still open' : `${alert.status.toLowerCase()} ${stamp(alert.ended)}`;
    made.append(el('summary', '', el('time', '', stamp(alert.opened)), el('span', `badge ${['warning', 'critical'].includes(alert.severity) ? alert.severity : ''}`,
      alert.severity || 'no severity'), `${alert.summary} `, el('span', 'none', `(onset ${stamp(alert.onset)}, ${ended}, peak ${alert.peak})`)));
    made.append(events(alert), el('ul', 'evidence', ...alert.evidence.map(evidence)));
    return made;
  };

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  const shade = alerts => u => {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    alerts.forEach(a => {
      const x = t => u.valToPos(t / 1000, 'x', true);
      const left = x(a.onset);
      const right = Math.max(x(a.ended === undefined ? data.end : a.ended), left + 2);
      ctx.fillStyle = colour('alert');
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
      ctx.strokeStyle = colour('alert-edge');
      ctx.beginPath();
      ctx.moveTo(x(a.opened), bbox.top);
      ctx.lineTo(x(a.opened), bbox.top + bbox.height);
      ctx.stroke();
    });
    ctx.restore();
  };

  const draw = (chart, into, alerts) => {
    const seconds = chart.at.map(t => t / 1000);
    const last = data.end / 1000;
    const close = values => values.length && seconds[seconds.length - 1] < last ? [...values, values[values.length - 1]] : values;
    const x = seconds.length && seconds[seconds.length - 1] < last ? [...seconds, last] : seconds;
    const steps = uPlot.paths.stepped({ align: 1 });
    const axis = { stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line'), width: 1 } };
    const plain = (u, v) => v == null ? '–' : number(v);
    return new uPlot({
      width: Math.max(320, into.clientWidth), height: 210, tzDate: t => uPlot.tzDate(new Date(t * 1000), 'Etc/UTC'),
      scales: { y: { range: (u, min, max) => [0, Math.max(4, max * 1.1)] } },
      cursor: { drag: { x: true, y: false } },
      series: [
        { label: 'UTC', value: (u, v) => v == null ? '–' : stamp(v * 1000) },
        { label: 'counted', stroke: colour('count'), width: 2, paths: steps, points: { show: false },
          value: (u, v, s, i) => v == null ? '–' : `${number(v)} in ${chart.window[Math.min(i, chart.window.length - 1)]}` },
        { label: 'expected', stroke: colour('expected'), width: 1, dash: [4, 4], paths: steps, points: { show: false }, value: plain },
        { label: 'rings at', stroke: colour('threshold'), width: 1, paths: steps, points: { show: false }, value: plain },
      ],
      bands: [{ series: [3, 2], fill: colour('band') }],
      axes: [{ ...axis, values: (u, splits, axis, space, step) => splits.map(t => step < 86400 ? `${clock(t * 1000) === '00:00' ? day(t * 1000).slice(5) : clock(t * 1000)}` : day(t * 1000).slice(5)) }, { ...axis, size: 42 }],
      hooks: { drawClear: [shade(alerts)] },
    }, [x, close(chart.observed), close(chart.expected), close(chart.threshold)], into);
  };

  const card = chart => {
    const alerts = alertsOf.get(key(chart)) || [];
    const made = el('article', 'card');
    const rings = alerts.length ? `${plural(alerts.length, 'alert')}, ` : '';
    made.append(el('h2', '', chart.rule, chart.scope ? ` in ${called(chart.scope)} ` : ' ', el('small', '', `${rings}highest count ${chart.peak}`)));
    const plot = el('div', 'plot');
    const stories = alerts.map(story);
    made.append(plot, ...stories);
    const text = JSON.stringify([chart.rule, called(chart.scope), alerts.map(a => [a.summary, a.evidence])]).toLowerCase();
    return { chart, alerts, stories, made, plot, text, plotted: null };
  };

  // a time that is not there, or not a time, is no limit
  const limit = (id, otherwise) => { const t = Date.parse(`${byId(id).value}Z`); return Number.isNaN(t) ? otherwise : t; };
  const from = () => limit('from', data.first);
  const to = () => Math.max(limit('to', data.end), from() + 60000);
  const inTime = alert => alert.onset <= to() && (alert.ended === undefined ? data.end : alert.ended) >= from();

  const chosen = c => (!byId('rule').value || c.chart.rule === byId('rule').value)
    && (!byId('scope').value || c.chart.scope === byId('scope').value)
    && (!byId('severity').value || c.alerts.some(a => inTime(a) && a.severity === byId('severity').value))
    && (byId('quiet').checked || c.alerts.some(inTime))
    && c.text.includes(byId('words').value.trim().toLowerCase());

  const zoom = c => {
    c.plotted.setScale('x', { min: from() / 1000, max: to() / 1000 });
    c.stories.forEach((made, i) => { made.hidden = !inTime(c.alerts[i]); });
  };

  const redraw = c => {
    if (c.plotted) c.plotted.destroy();
    c.plotted = draw(c.chart, c.plot, c.alerts);
    zoom(c);
  };

  const show = () => {
    let shown = 0;
    charts.forEach(c => {
      c.made.hidden = !chosen(c);
      if (!c.made.hidden) {
        shown++;
        if (c.plotted) zoom(c); else redraw(c);
      }
    });
    byId('nothing').hidden = shown > 0;
  };

  const redrawAll = () => charts.filter(c => c.plotted).forEach(redraw);

  document.title = data.title;
  byId('title').textContent = data.title;
  byId('facts').textContent = `${stamp(data.first)} to ${stamp(data.end)} UTC · ${plural(data.posts, 'post')} (${plural(data.revisions, 'revision')}`
    + `, ${data.rejected} rejected) · ${plural(data.rules.length, 'rule')} · ${plural(data.alerts.length, 'alert')}`
    + (data.unshown ? ` and ${plural(data.unshown, 'event')} of further alerts that are not shown` : '');
  ['from', 'to'].forEach(id => { byId(id).min = `${day(data.first)}T${clock(data.first)}`; byId(id).max = `${day(data.end)}T23:59`; });
  options('rule', data.charts.map(c => c.rule));
  options('scope', data.charts.map(c => c.scope), called);
  options('severity', data.alerts.map(a => a.severity));
  byId('quiet').checked = data.alerts.length === 0;
  data.charts.forEach(chart => { const c = card(chart); charts.push(c); byId('charts').append(c.made); });
  const nothing = el('p', 'none', 'Nothing to show: nothing was counted, or the filters leave nothing over.');
  nothing.id = 'nothing';
  byId('charts').append(nothing);
  const rules = byId('rules');
  rules.append(row('th', 'rule', 'alerts', 'matches', 'per', 'windows', 'rings', 'at least'));
  data.rules.forEach(r => rules.append(row('td', r.id + (r.enabled ? '' : ' (off)'), data.alerts.filter(a => a.rule === r.id).length,
    el('code', '', r.match), r.scope === 'NONE' ? 'all' : r.scope.toLowerCase(), (r.windows || []).join(' '), r.asks, r.minimum)));
  byId('filters').addEventListener('input', show);
  byId('filters').addEventListener('submit', e => e.preventDefault());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redrawAll);
  addEventListener('beforeprint', () => { document.documentElement.classList.add('print'); document.querySelectorAll('details').forEach(d => { d.open = true; }); redrawAll(); });
  addEventListener('afterprint', () => { document.documentElement.classList.remove('print'); redrawAll(); });
  if (location.hash === '#open') document.querySelectorAll('details').forEach(d => { d.open = true; });
  show();
})();
