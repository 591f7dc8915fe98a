/** Style of the API page: plain, readable at any size, light and dark by the reader's own setting. */
export const docsStyle = `:root{color-scheme:light dark;--ink:#1d2320;--paper:#fff;--soft:#f2f4f1;--line:#c6cdc7;--link:#0b5c8a}
@media (prefers-color-scheme:dark){:root{--ink:#e8ece9;--paper:#141816;--soft:#1e2421;--line:#465049;--link:#8ecdf2}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1rem;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,sans-serif}
a{color:var(--link)}
h1{margin:.5rem 0}
h2{margin:2.5rem 0 .5rem;padding-bottom:.25rem;border-bottom:2px solid var(--line)}
section{margin:1.5rem 0;padding:1rem;background:var(--soft);border-radius:.5rem}
h3{margin:0;font-size:1.05rem;overflow-wrap:anywhere}
.method{font-weight:700;letter-spacing:.03em}
code,pre{font-family:ui-monospace,monospace;font-size:.9em}
pre{max-height:26rem;margin:.5rem 0;padding:.75rem;overflow:auto;background:var(--paper);border:1px solid var(--line);border-radius:.25rem}
.wide{overflow-x:auto}
table{width:100%;border-collapse:collapse}
th,td{padding:.4rem .5rem;text-align:start;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
nav ul,.plain{padding:0;list-style:none}
nav ul{display:flex;flex-wrap:wrap;gap:1rem}
summary{padding:.25rem 0;cursor:pointer}
.skip{position:absolute;inset-inline-start:-100vw}
.skip:focus{inset-inline-start:1rem;padding:.5rem;background:var(--paper)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
`;
