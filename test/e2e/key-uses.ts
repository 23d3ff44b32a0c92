import type {Where} from '../../source/store/keys/binding.ts';
import type {Key} from '../helpers/key-bytes.ts';

/** How a key is tried: what brings about that it can do something, what is then to be seen, and what takes it back. */
export type KeyUse = {
	/** Keys that are pressed first, each of which changes what is seen; text in quotes is typed. */
	readonly first?: readonly Key[];
	/** What is on the screen then; without it any change will do. */
	readonly sees?: RegExp;
	/** Whether the key does no more than say something, which a notice from before would hide. */
	readonly tells?: true;
	/** Keys that lead back to where the place's tests begin. */
	readonly back?: readonly Key[];
	/** What is on the screen when that has come about; where any change may be one on the way. */
	readonly settles?: RegExp;
};

/** By the binding's id; where it has directions, a use for each. */
type Uses = Readonly<Record<string, KeyUse | readonly KeyUse[]>>;

const esc: readonly Key[] = ['esc'];
const search: readonly Key[] = ['/', '"step"', 'enter'];

/** What every key of the table does, as it is seen: one entry for each binding in each place. */
export const keyUses: Readonly<Record<Where, Uses>> = {
	everywhere: {
		move: [{first: ['down'], back: []}, {back: ['up']}],
		'half-page': [{first: ['end']}, {back: ['home']}],
		page: [{first: ['end']}, {back: ['home']}],
		ends: [{first: ['down']}, {back: ['home']}],
		'next-pane': [
			{sees: /▸wfrun_/, back: ['1']},
			{sees: /▸Outputs/, back: ['1']},
		],
		'pane-n': [
			{first: ['2'], sees: /▸Runs/},
			{sees: /▸wfrun_/, back: ['1']},
			{sees: /▸Log/, back: ['1']},
			{sees: /▸Outputs/, back: ['1']},
		],
		zoom: {sees: /^├▸|▸Runs \d+ +│$/m, back: ['=']},
		filter: {sees: /filter runs:/, back: esc},
		open: {tells: true, sees: /opened n9_images/},
		copy: {tells: true, sees: /copied wfrun_/},
		help: {sees: /▸Help/, back: esc},
		back: {first: ['?'], sees: /▸Runs/},
		palette: {sees: /▸Commands \d+/, back: esc},
		redraw: {},
		add: {sees: /▸Add runs \d/, back: esc},
		order: {sees: /▸Order[^]*task_/, back: esc, settles: /▸Runs/},
		'poll-now': {tells: true, sees: /polling now/},
		pause: {sees: /polling paused/, back: ['P']},
		money: {sees: /▸Money/, back: esc},
		timeline: {sees: /▸Nodes \d+/, back: ['T', '1']},
		failure: {first: ['end'], sees: /▸Why it failed/, back: ['esc', 'home']},
		notifications: {sees: /notifications off; b|notifications on/},
		mouse: {sees: /mouse on: shift.* mouse ┘/, back: ['m']},
		// These end or stop the program, and have tests of their own.
		quit: {},
		interrupt: {},
		suspend: {},
	},
	runs: {
		enter: {sees: /▸Log/, back: ['1']},
		drop: {sees: /removed wfrun_/},
		sort: {sees: /▸Runs \d+ ─? *.*[▴▾↑↓]|▸Runs/},
		turn: {},
		mark: {back: ['space']},
		pin: {back: ['p']},
	},
	log: {
		follow: {sees: /▸Log ─ (?!follow)/, back: ['f']},
		search: {sees: /search log:/, back: esc},
		'go-to': {sees: /go to \(/, back: esc},
		'next-hit': [
			{first: search, back: ['esc', 'end']},
			{first: search, back: ['esc', 'end']},
		],
		'next-error': [{tells: true}, {tells: true}],
		entry: {sees: /▸Log entry/, back: esc},
		'hits-only': {first: search, back: ['esc', 'end']},
		'least-level': {back: ['L', 'L', 'L']},
		'next-node': [{back: ['end']}, {first: ['home'], back: ['end']}],
		'one-node': {first: ['up'], back: ['esc', 'end']},
		'first-unread': {tells: true},
		'time-mode': {},
		wrap: {back: ['w']},
		'all-logs': {sees: /all runs/, back: ['A']},
		'select-lines': {sees: /1 line selected/, back: esc},
		sideways: [{first: ['right']}, {back: ['left']}],
		copy: {tells: true, sees: /copied 1 /},
		pager: {sees: /^PAGER$/m, back: ['enter'], settles: /▸Log/},
		save: {tells: true, sees: /saved/},
		export: {tells: true, sees: /saved/},
		fold: {sees: /folded/, back: ['F']},
		unfold: {first: ['F'], back: ['F']},
	},
	timeline: {
		'timeline-log': {sees: /▸Log/, back: ['T']},
		'timeline-order': {},
		timeline: {back: ['T']},
	},
	outputs: {
		show: {first: ['down'], sees: /▸n10_text[^]*another seed/, back: ['esc', 'up']},
		preview: {sees: /▸n9_images[^]*▀/, back: esc},
		copy: {tells: true, sees: /copied n9_images/},
		download: {tells: true, sees: /└ (?:already )?saved/},
		'download-all': {tells: true, sees: /└ (?:saved|all outputs)/},
		'stop-download': {tells: true, sees: /nothing is being saved|not being saved/},
	},
	viewer: {
		search: {sees: /search text:/, back: esc},
		'next-hit': [
			{first: ['/', '"seed"', 'enter'], back: []},
			{first: ['/', '"seed"', 'enter'], back: []},
		],
		wrap: {back: ['w']},
		sideways: [
			{first: ['w', 'right'], back: ['w']},
			{first: ['w'], back: ['w']},
		],
		open: {first: ['y'], sees: /nothing to open/},
		copy: {first: ['o'], sees: /copied n10_text/},
	},
	prompt: {
		submit: {first: ['/', 'A'], sees: /\/A/, back: esc},
		complete: {first: [':', '"them"'], sees: /: theme ▏/, back: esc},
		back: {first: ['/'], sees: /▸Runs/},
		erase: [
			{first: ['/', '"A b"'], sees: /filter runs: A ▏/, back: esc},
			{first: ['/', '"A b"'], sees: /filter runs: A ▏/, back: esc},
			{first: ['/', '"A b"'], sees: /filter runs: ▏/, back: esc},
		],
	},
	replay: {
		// It is played and stopped in turn; the others are tried while it stands still.
		'replay-toggle': {sees: /stopped 00:/},
		'replay-seek': [
			{first: ['right'], sees: /stopped 00:0/},
			{sees: /stopped 00:1/, back: ['left']},
		],
		'replay-step': {sees: /1 running/, back: ['left']},
	},
};
