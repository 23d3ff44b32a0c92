import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from '../helpers/program.ts';
import type {SessionCase} from './run-session.ts';

type Change = Partial<SessionCase> & {readonly note?: string};

const all =
	'@running @queued @failed @ok @ok2 @odd @text @long @kinds @canceled @paused @silent @asked @failed2';

/** Steps with a bar between them. */
const tours: ReadonlyArray<readonly [name: string, line: string, steps: string]> = [
	[
		'overlays',
		all,
		`? | pagedown | esc | : | "the" | esc | a | "Up" | esc | H | down | esc esc | i | end | esc | $ | end | esc |
		: "messages" enter | esc | : "removed" enter | esc | T | s | enter | 1 | / "Upscale" enter | x | y | T | esc | esc`,
	],
	[
		'log and outputs',
		`${all} --mouse`,
		`/ "long" enter | 3 | k k | enter | esc | / "step 29" enter | n | N | & | esc | L | L | e | end | f | t | w | A | A |
		; "50%" enter | # | V j | y | z | z | 1 / ctrl+u "kinds" enter | 4 | j | v | ] | esc | d | D | y |
		1 / ctrl+u "Storyboard" enter | 4 | enter | w | / "rain" enter | esc | esc`,
	],
	[
		'list',
		all,
		`j j | space | space | = | y | end | esc | s | s | S | F | F F | / "status:failed" enter | esc | ctrl+a | esc |
		- | u | - | : "removed" enter | esc | ! | ! | v | ] | esc | z | : "columns id,title,cost,created" enter | : "sort cost" enter |
		: "theme light" enter | P | : "notifications" enter | : "nonsense" enter | tab | shift+tab`,
	],
	[
		'demo',
		'--demo',
		'! | esc | P ~ +20s P ~ | T | esc | ! | x | esc | 4 | v | esc | 1 | $ | esc | H | "失败" | esc esc | P ~ +300s P ~ | !',
	],
];

const sizes: ReadonlyArray<readonly [columns: number, rows: number]> = [
	[80, 24],
	[120, 40],
	[200, 60],
];

function session(name: string, line: string, steps: string, change: Change = {}): SessionCase {
	const {columns = 100, rows = 30, language = 'en', note = ''} = change;
	const marks = [note, `${columns}×${rows}`, language].filter(mark => mark !== '');
	return {
		account: 'main',
		env: {},
		files: {},
		language,
		columns,
		rows,
		line,
		...change,
		steps: steps.split('|').flatMap(step => (step.trim() === '' ? [] : [step.trim()])),
		name: `screen/${name} (${marks.join(', ')})`,
	};
}

const config = JSON.stringify({
	keys: {follow: ['ctrl+t']},
	views: [{name: 'expensive', filter: 'cost:>0', sort: 'cost', columns: ['title', 'cost']}],
	commands: [{name: 'hello', key: 'R', pane: 'runs', command: ['hook', '$CHENYU_RUN_ID']}],
});
const recording = {
	'session.jsonl': readFileSync(join(root, 'test', 'features', 'replay', 'session.jsonl'), 'utf8'),
};

export const sessionCases: readonly SessionCase[] = [
	...(['en', 'zh'] as const).flatMap(language => [
		...tours.flatMap(([name, line, steps]) =>
			sizes.map(([columns, rows]) => session(name, line, steps, {language, columns, rows})),
		),
		session('empty', '', 'a | esc | H | esc | $', {language, account: 'empty'}),
		session('denied', '', 'r | : "messages" enter', {language, account: 'denied'}),
		session('no key', '', '', {language, env: {CHENYU_API_KEY: ''}}),
		session('ended', '@ok @failed --exit-when-done', '', {language}),
		session('screen reader', '@ok @failed', 'down | 4 | x | ?', {
			language,
			env: {INK_SCREEN_READER: 'true'},
		}),
		...['ls', 'compare @ok @failed'].map(line => session(line, line, '', {language})),
	]),
	session('found', '', 'end | home | /  "cost:>0" enter'),
	session('forbidden', '', ': "messages" enter', {account: 'forbidden'}),
	session('broken', '', ': "messages" enter', {account: 'broken'}),
	session('one run', '@odd', '3 | end | enter | esc | 4 | enter | esc | x | esc | i', {rows: 40}),
	session('replay', '--replay session.jsonl --speed max', 'left | T | esc | $', {files: recording}),
	session('own settings', '@ok @ok2', 'ctrl+t | R | : "view expensive" enter | : "hello"', {
		files: {'config/chenyu-top/config.json': config},
	}),
	...[
		[60, 15],
		[40, 10],
		[20, 5],
		[300, 100],
	].map(([columns = 0, rows = 0]) =>
		session('size', all, '2 | 3 | 4 | ? | esc | $', {columns, rows}),
	),
	...['dark', 'contrast', 'safe', 'mono'].map(theme =>
		session('theme', `${all} --theme ${theme}`, '3 | T', {note: theme}),
	),
	session('no colour', `${all} --no-color`, '3 | T'),
	...['cost', 'doctor', '--help', 'history sync', '@ok --plain'].map(line =>
		session(line, line, ''),
	),
];
