import type {KeyPlace} from '../../source/store/keys/binding.ts';
import type {Key} from '../helpers/key-bytes.ts';

/** How a key is tried. */
export type KeyUse = {
	/** Keys to press before. Each changes the screen. Text in quotes is typed. */
	readonly first?: readonly Key[];
	/** What the screen must show after the tried key. By default, any change is enough. */
	readonly shows?: RegExp;
	/** Whether the only effect is a notice. If the same notice were already shown, the screen would not change. */
	readonly isNotice?: true;
	/** Keys that undo the effect. */
	readonly back?: readonly Key[];
	/** What the screen must show after the keys of `back`. By default, any change is enough. */
	readonly finally?: RegExp;
};

/** By the binding's id. A binding with directions has one use for each. */
type Uses = Readonly<Record<string, KeyUse | readonly KeyUse[]>>;

const esc: readonly Key[] = ['esc'];
const search: readonly Key[] = ['/', '"step"', 'enter'];

/** The uses of all bindings of all places. */
export const keyUses: Readonly<Partial<Record<KeyPlace, Uses>>> = {
	everywhere: {
		move: [{first: ['down'], back: []}, {back: ['up']}],
		'half-page': [{first: ['end']}, {back: ['home']}],
		page: [{first: ['end']}, {back: ['home']}],
		ends: [{first: ['down']}, {back: ['home']}],
		'next-pane': [
			{shows: /▸2 A /, back: ['1']},
			{shows: /▸4 Outputs/, back: ['1']},
		],
		'pane-n': [
			{first: ['2'], shows: /▸1 Runs/},
			{shows: /▸2 A /, back: ['1']},
			{shows: /▸3 Log/, back: ['1']},
			{shows: /▸4 Outputs/, back: ['1']},
		],
		zoom: {shows: /▸1 Runs \d+ [^┬]*┤$/m, back: ['z']},
		'next-problem': {isNotice: true, shows: /nothing needs you/},
		filter: {shows: /filter runs:/, back: esc},
		open: {isNotice: true, shows: /opened portrait\.png/},
		copy: {isNotice: true, shows: /copied wfrun_/},
		help: {shows: /▸Help/, back: esc},
		back: {first: ['?'], shows: /▸1 Runs/},
		palette: {shows: /▸Commands \d+/, back: esc},
		redraw: {},
		add: {shows: /▸Add runs \d/, back: esc},
		history: {shows: /▸History/, back: esc, finally: /▸1 Runs/},
		order: {shows: /▸Order[^]*task_/, back: esc, finally: /▸1 Runs/},
		'poll-now': {isNotice: true, shows: /polling now/},
		pause: {shows: /polling paused/, back: ['P']},
		money: {shows: /▸Money/, back: esc, finally: /▸1 Runs/},
		timeline: {shows: /▸Nodes \d+/, back: ['T'], finally: /▸1 Runs/},
		failure: {first: ['end'], shows: /▸Canceled/, back: ['esc', 'home']},
		'stop-download': {isNotice: true, shows: /nothing is being saved/},
		mouse: {shows: /mouse on: shift/, back: ['m']},
		// These end or stop the program: see exit.test.ts.
		quit: {},
		interrupt: {},
		suspend: {},
	},
	runs: {
		enter: {shows: /▸3 Log/, back: ['1']},
		drop: {shows: /removed .*, u undoes/, back: ['u']},
		undo: {first: ['-'], shows: /brought back /},
		sort: {shows: /▸1 Runs \d+ ─? *.*[▴▾↑↓]|▸1 Runs/},
		turn: {},
		'fold-runs': {shows: /by workflow/, back: ['F', 'F']},
		mark: {shows: /1 marked/, back: ['esc']},
		'mark-all': {shows: /\d+ marked/, back: ['esc']},
		// Waits until they are saved, so that no later notice takes the place of an expected one.
		'download-all': {
			first: ['/', '"status:succeeded"', 'enter'],
			shows: /saved \d+ outputs|all outputs are saved/,
			back: ['esc'],
		},
		compare: {shows: /Two runs compared|no other run of this workflow/},
		pictures: {shows: / of \d[^]*PNG[^]*▀/, back: esc, finally: /▸1 Runs/},
	},
	detail: {
		'input-pictures': {shows: /▸A cat ─ PNG[^]*▀/, back: esc, finally: /▸2 A /},
	},
	log: {
		follow: {shows: /▸3 Log ─ (?!follow)/, back: ['f']},
		search: {shows: /search log:/, back: esc},
		'go-to': {shows: /go to \(/, back: esc},
		'next-hit': [
			{first: search, back: ['esc', 'end']},
			{first: search, back: ['esc', 'end']},
		],
		'next-error': [{isNotice: true}, {isNotice: true}],
		entry: {shows: /▸Log entry/, back: esc},
		'hits-only': {first: search, back: ['esc', 'end']},
		'least-level': {back: ['L', 'L', 'L']},
		'next-node': [{back: ['end']}, {first: ['home'], back: ['end']}],
		'one-node': {first: ['up'], back: ['esc', 'end']},
		'time-mode': {},
		wrap: {back: ['w']},
		'all-logs': {shows: /all runs/, back: ['A']},
		'select-lines': {shows: /1 line selected/, back: esc},
		sideways: [{first: ['right']}, {back: ['left']}],
		copy: {isNotice: true, shows: /copied 1 /},
		pager: {shows: /^PAGER$/m, back: ['enter'], finally: /▸3 Log/},
		'save-log': {shows: /save log as/, back: esc},
	},
	timeline: {
		'timeline-log': {shows: /▸3 Log/, back: ['T']},
		'timeline-order': {},
		timeline: {back: ['T']},
	},
	outputs: {
		show: {first: ['down'], shows: /▸n10_text[^]*another seed/, back: ['esc', 'up']},
		preview: {shows: /▸portrait\.png[^]*n9_images[^]*▀/, back: esc},
		copy: {isNotice: true, shows: /copied portrait\.png/},
		download: {isNotice: true, shows: /saved[ :][^│\n]*┘/},
		'download-all': {isNotice: true, shows: /(?:saved|all outputs) [^│\n]*┘/},
	},
	history: {
		pictures: {shows: /▸portrait\.png ─ 1 of[^]*▀/, back: esc, finally: /▸History/},
		'download-all': {shows: /saved \d+ outputs/},
	},
	money: {'money-period': [{back: ['[']}, {back: [']']}]},
	output: {
		'next-output': [
			{first: ['['], shows: /▸n10_text/},
			{shows: /▸portrait\.png/, back: [']'], finally: /▸n10_text/},
		],
		download: {shows: /saved/},
		// What choosing among pictures needs is tested with features/outputs/preview.
		mark: {isNotice: true, shows: /only with v in/},
		'save-chosen': {shows: /saved/},
		thumbnails: {isNotice: true, shows: /only with v in/},
		'to-run': {shows: /▸1 Runs/, back: ['4', 'enter'], finally: /▸n10_text/},
		search: {shows: /search text:/, back: esc},
		'next-hit': [{first: ['/', '"seed"', 'enter'], back: []}, {back: []}],
		wrap: {back: ['w']},
		sideways: [
			{first: ['w', 'right'], back: ['w']},
			{first: ['w'], back: ['w']},
		],
		open: {isNotice: true, shows: /nothing to open/},
		copy: {isNotice: true, shows: /copied n10_text/},
	},
	prompt: {
		submit: {first: ['/', 'A'], shows: /\/A/, back: esc},
		complete: {first: [':', '"them"'], shows: /: theme  /, back: esc},
		// Down: the list comes later.
		'mark-found': {first: ['a', 'down'], shows: /1 marked/, back: esc},
		back: {first: ['/'], shows: /▸1 Runs/},
		'move-caret': [
			{first: ['/', '"A b"'], back: esc},
			{first: ['/', '"A b"', 'home'], back: esc},
		],
		'caret-word': [
			{first: ['/', '"A b"'], back: esc},
			{first: ['/', '"A b"', 'home'], back: esc},
		],
		'caret-end': [
			{first: ['/', '"A b"'], back: esc},
			{first: ['/', '"A b"', 'home'], back: esc},
		],
		erase: [
			{first: ['/', '"A b"'], shows: /filter runs: A  /, back: esc},
			{first: ['/', '"A b"', 'home'], shows: /filter runs:  b /, back: esc},
		],
		'erase-word': {first: ['/', '"A b"'], shows: /filter runs: A  /, back: esc},
		'erase-to-end': [
			{first: ['/', '"A b"'], shows: /filter runs:  /, back: esc},
			{first: ['/', '"A b"', 'left'], shows: /filter runs: A  /, back: esc},
		],
		recall: [
			{first: ['/', '"A b"', 'enter', 'esc', '/'], shows: /filter runs: A b /, back: esc},
			{first: ['/', 'up'], shows: /filter runs:  /, back: esc},
		],
	},
	replay: {
		// Stops the replay, so that the others are tried while it is stopped.
		'replay-toggle': {shows: /stopped 00:/},
		'replay-jump': [
			{first: ['right', 'right'], shows: /stopped 00:0/},
			{shows: /stopped 00:0/, back: ['left']},
		],
		'replay-speed': [
			{shows: /x0\.25/, back: ['>']},
			{shows: /stopped \S+ (?!x)/, back: ['<']},
		],
		'replay-step': {shows: /1 running/, back: ['left']},
	},
};
