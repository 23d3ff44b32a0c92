import type {Background} from '../../terminal/query.ts';
import {palettes} from '../../ui/theme/palettes.ts';

/** The colors of the page by their names in its style sheet. All but `border` are readable on `paper`. */
export function pageColors(background: Background) {
	const own = Object.entries(palettes.own).map(([role, color]) => [role, color[background][0]]);
	return {
		...(background === 'light'
			? {paper: '#ffffff', text: '#1f2328'}
			: {paper: '#0d1117', text: '#e6edf3'}),
		...Object.fromEntries(own),
	} as Readonly<Record<'paper' | 'text' | keyof typeof palettes.own, string>>;
}

function variables(background: Background): string {
	return Object.entries(pageColors(background))
		.map(([name, color]) => `--${name}: ${color};`)
		.join(' ');
}

/** The classes with colors are the style names of the themes of the terminal. */
export const styleSheet = `
:root { ${variables('light')} color-scheme: light; }
@media screen and (prefers-color-scheme: dark) { :root { ${variables('dark')} color-scheme: dark; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 1rem; background: var(--paper); color: var(--text);
	font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; margin: 0; color: var(--muted); }
h2 { font-size: 1.6rem; margin: 0 0 0.25rem; }
h3 { font-size: 1.1rem; margin: 1.5rem 0 0.25rem; break-after: avoid; }
p { margin: 0.25rem 0; }
p:empty { display: none; }
article { border-top: 2px solid var(--border); margin-top: 2rem; padding-top: 1.5rem; }
a { color: var(--accent); }
.state { font-size: 1.1rem; font-weight: bold; }
.muted, dt { color: var(--muted); }
.good { color: var(--good); }
.bad { color: var(--bad); }
.warn, .queued { color: var(--warn); }
.running { color: var(--accent); }
.node { color: var(--node); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; margin: 0.5rem 0; }
dd { margin: 0; white-space: pre-wrap; }
code, pre { font: 0.85rem/1.45 ui-monospace, monospace; }
pre { margin: 0.25rem 0; padding: 0.5rem 0.75rem; border: 1px solid var(--border); border-radius: 4px; white-space: pre-wrap; }
.failure { border-left: 4px solid var(--bad); padding-left: 1rem; margin-top: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 0.15rem 0.75rem 0.15rem 0; text-align: start; vertical-align: top; font-weight: normal; }
thead th { color: var(--muted); }
.number { text-align: end; white-space: nowrap; }
.bars { width: 45%; min-width: 4rem; }
svg { display: block; width: 100%; height: 0.7rem; margin-top: 0.4rem; fill: currentColor; background: var(--border); }
figure { margin: 0 0 1rem; break-inside: avoid; }
img { display: block; max-width: 100%; max-height: 40rem; width: auto; height: auto; border: 1px solid var(--border); }
summary { cursor: pointer; }
@media print { article + article { break-before: page; } }
`;
