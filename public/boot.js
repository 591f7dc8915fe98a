// Before the first paint: the language, the text size and which of the prerendered blocks to show. Runs in every browser
// that can show the page at all, so it is written in the oldest JavaScript that they share.
(function () {
  var root = document.documentElement, stored = {}, asked = /[?&]lang=(en|es)\b/.exec(location.search);
  try { stored = JSON.parse(localStorage.getItem("pathwayks.settings")) || {}; } catch (refused) { /* the defaults serve */ }
  var tongues = [asked && asked[1], stored.language].concat(navigator.languages || [navigator.language], "en");
  for (var i = 0, found = ""; !found; i++) found = (/^(en|es)\b/i.exec(tongues[i]) || [""])[0].toLowerCase();
  root.lang = found;
  if (stored.textSize > 100) root.setAttribute("data-text-size", stored.textSize);
  root.setAttribute("data-path", location.pathname === "/" ? "home" : "other");
})();
