// Before the first paint: the colours that were chosen on this browser, or those of the system.
try {
  const chosen = localStorage.getItem('batchwright.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is off: the system's colours.
}
