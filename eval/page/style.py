"""Style sheet and script of the page. The script only filters the list of questions; without it all of them stand."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1c2126; --faint: #5b6570; --line: #d5dbe1; --panel: #f4f6f8;
  --first: #2563a8; --second: #b5651d; --good: #1b7a3d; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181c; --ink: #e4e8ec; --faint: #9aa5b1; --line: #39424c;
  --panel: #1d2329; --first: #6ea8e6; --second: #e0a15e; --good: #69c98a; --bad: #f2837b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 76rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; } h3 { font-size: 1rem; }
code, .words { overflow-wrap: anywhere; } code { font-size: .85rem; } a { color: var(--first); }
nav a { margin-right: 1rem; } .faint, small { color: var(--faint); } .words { unicode-bidi: isolate; }
.said { white-space: pre-wrap; } .good { color: var(--good); } .bad { color: var(--bad); }
.scroll { overflow-x: auto; } table { border-collapse: collapse; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; } .scroll th, .scroll td { overflow-wrap: normal; white-space: nowrap; }
.scroll td.text { white-space: normal; min-width: 14rem; } td.number, th.number { text-align: right;
  font-variant-numeric: tabular-nums; } .charts { display: flex; flex-wrap: wrap; gap: 1.5rem; }
figure { margin: 0; flex: 0 1 24rem; min-width: 0; } figcaption { font-weight: 600; margin-bottom: .3rem; }
.chart { width: 100%; max-width: 24rem; height: auto; display: block; }
.chart text { fill: var(--ink); font-size: 11px; }
.chart text.small { fill: var(--faint); font-size: 9.5px; }
.axis { stroke: var(--faint); } .grid { stroke: var(--line); }
.ideal { stroke: var(--faint); stroke-dasharray: 4 4; } .curve { fill: none; stroke: var(--first); stroke-width: 2; }
.series0, .point { fill: var(--first); } .series1 { fill: var(--second); } .pale { fill-opacity: .35; }
.key::before { content: "■ "; }
.key.first::before { color: var(--first); } .key.second::before { color: var(--second); }
details.group > summary { font-weight: 600; padding: .4rem 0; } summary { cursor: pointer; }
.question { border-top: 1px solid var(--line); padding: .3rem 0; } .question[hidden] { display: none; }
.question > div { background: var(--panel); padding: .6rem .8rem; margin: .4rem 0; border-radius: .3rem; }
dl { margin: 0; } dt { color: var(--faint); font-size: .85rem; margin-top: .4rem; } dd { margin: 0; }
ol { margin: .2rem 0; padding-left: 1.6rem; } .filter { display: flex; flex-wrap: wrap; gap: .6rem; margin: .5rem 0; }
.filter[hidden] { display: none; } input, select { font: inherit; color: inherit; background: var(--panel);
  border: 1px solid var(--line); border-radius: .3rem; padding: .3rem .5rem; max-width: 100%; }
@media print { details.group { display: none; } }
"""

SCRIPT = """
const bar = document.querySelector('.filter');
const all = [...document.querySelectorAll('.question')];
const shown = document.getElementById('shown');
function filter() {
  const wanted = [...bar.querySelectorAll('select')].map(s => [s.name, s.value]).filter(([, value]) => value);
  const text = bar.querySelector('input').value.trim().toLowerCase();
  let count = 0;
  for (const one of all) {
    const fits = wanted.every(([name, value]) => one.dataset[name] === value)
      && (!text || one.textContent.toLowerCase().includes(text));
    one.hidden = !fits;
    count += fits;
  }
  shown.textContent = count + ' of ' + all.length;
}
bar.hidden = false;
bar.addEventListener('input', filter);
filter();
"""
