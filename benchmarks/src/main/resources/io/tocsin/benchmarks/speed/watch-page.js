// Notes in a page when which alert that rang was painted first, how long the page took from the message to that, and how long a filter takes.
(() => {
  const NUMBER = /rung-(\d+)/;
  const watch = { seen: {}, handled: {} };
  window.tocsinWatch = watch;

  const painted = then => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(0);
  });

  const numberIn = text => Number(NUMBER.exec(text)?.[1] ?? -1);

  new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(added => {
    const number = added.matches?.('.alert') ? numberIn(added.querySelector('h3').textContent) : -1;
    if (number < 0 || number in watch.seen) return;
    watch.seen[number] = 0;
    painted(() => { watch.seen[number] = performance.timeOrigin + performance.now(); });
  }))).observe(document, { childList: true, subtree: true });

  const add = EventSource.prototype.addEventListener;
  EventSource.prototype.addEventListener = function (type, listener, ...rest) {
    return add.call(this, type, type !== 'alert' ? listener : message => {
      const began = performance.now();
      listener(message);
      const number = numberIn(message.data);
      painted(() => { watch.handled[number] = performance.now() - began; });
    }, ...rest);
  };

  watch.filter = text => new Promise(done => {
    const field = document.getElementById('text');
    const count = document.getElementById('open-count');
    const before = count.textContent;
    const changed = new MutationObserver(() => {
      if (count.textContent === before) return;
      changed.disconnect();
      painted(() => done(performance.now() - began));
    });
    changed.observe(count, { childList: true, characterData: true, subtree: true });
    const began = performance.now();
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
})();
