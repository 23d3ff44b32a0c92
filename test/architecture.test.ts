import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {root} from './helpers/program.ts';
import {readSourceFile, readSourceFiles, type SourceFile} from './helpers/source-files.ts';

/** Which rooms each room may import. What is not named here is not allowed. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
	domain: [],
	terminal: ['domain'],
	messages: ['domain'],
	api: ['domain', 'terminal'],
	state: ['domain', 'terminal'],
	poll: ['api', 'state', 'domain', 'terminal'],
	// Partial files are taken over under the lock of the memory.
	download: ['api', 'domain', 'memory', 'terminal'],
	keys: ['state', 'domain'],
	effects: ['api', 'config', 'domain', 'download', 'keys', 'messages', 'poll', 'state', 'terminal'],
	screen: ['state', 'domain', 'terminal', 'messages', 'keys'],
	report: ['state', 'domain', 'terminal', 'messages', 'keys'],
	record: ['api', 'state', 'domain', 'terminal'],
	demo: ['domain'],
	preview: ['api', 'domain', 'download', 'state', 'terminal'],
	memory: ['domain', 'terminal'],
	doctor: ['api', 'config', 'domain', 'messages', 'terminal'],
	config: ['domain', 'keys', 'messages', 'terminal'],
	// The completions and the man page, made when the package is built.
	shell: ['config', 'messages'],
	// Where everything is put together; no other room knows it.
	session: [
		'api',
		'config',
		'demo',
		'doctor',
		'domain',
		'download',
		'effects',
		'keys',
		'memory',
		'messages',
		'poll',
		'preview',
		'record',
		'report',
		'screen',
		'state',
		'terminal',
	],
};

/** Types cost nothing and bind less: these may be imported on top, with `import type`. */
const mayImportTypes: Readonly<Record<string, readonly string[]>> = {
	messages: ['state', 'keys', 'doctor'],
};

const source = readSourceFiles('source');
const cli = existsSync(join(root, 'cli.tsx')) ? readSourceFiles('cli.tsx') : [];

test('the rooms import in one direction', () => {
	assert.deepEqual(
		source.flatMap(file => wrongDirections(file)),
		[],
	);
	assert.deepEqual(
		[...new Set(source.map(({path}) => roomOf(path)))].filter(
			room => !Object.hasOwn(mayImport, room),
		),
		[],
		'every room has its rule',
	);
});

test('only the screen and what puts it up know React and Ink', () => {
	const knowing = source
		.filter(({path}) => roomOf(path) !== 'screen' && path !== 'source/session/draw.tsx')
		.filter(({imports}) => imports.some(({target}) => isReact(target)));
	assert.deepEqual(paths(knowing), []);
});

test('React and Ink are loaded only when a screen is wanted', () => {
	const all = new Map([...source, ...cli].map(file => [file.path, file]));
	const reached = new Set(cli.map(({path}) => path));

	for (const path of reached) {
		for (const {target} of loadedBy(all.get(path))) {
			reached.add(target);
		}
	}

	assert.deepEqual([...reached].filter(isReact), []);
});

test('only the rooms that face the terminal write to it (T2)', () => {
	const writing = source
		.filter(({path}) => !['terminal', 'screen', 'report', 'session'].includes(roomOf(path)))
		.filter(({code}) => /\bprocess\.(stdout|stderr)\b|\bconsole\./.test(code));
	assert.deepEqual(paths(writing), []);
});

test('only the terminal room says that a text is safe (T2)', () => {
	const claiming = [...source, ...cli]
		.filter(({path}) => roomOf(path) !== 'terminal')
		.filter(({code}) => /\bas SafeText\b/.test(code));
	assert.deepEqual(paths(claiming), []);
});

test('neither the state nor the screen looks at the process', () => {
	const looking = source
		.filter(({path}) => ['state', 'screen'].includes(roomOf(path)))
		.filter(({code}) => /\bprocess\.|'node:process'/.test(code));
	assert.deepEqual(paths(looking), []);
});

test('time comes from a clock that is passed in', () => {
	const asking = source
		.filter(({path}) => path !== 'source/poll/system-clock.ts')
		.filter(({code}) =>
			/\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bset(Timeout|Interval)\(/.test(code),
		);
	assert.deepEqual(paths(asking), []);
});

test('numbers for people are written in one place, by Intl', () => {
	const writing = source
		.filter(({path}) => path !== 'source/messages/numbers.ts')
		.filter(({path}) =>
			['config', 'doctor', 'effects', 'messages', 'report', 'screen', 'session'].includes(
				roomOf(path),
			),
		)
		.filter(({code}) => /\.toFixed\(|\.toLocaleString\(|Intl\.NumberFormat|\}%/.test(code));
	assert.deepEqual(paths(writing), []);
});

test('no file of the program has more than 250 lines', () => {
	const long = [...source, ...cli].filter(({lines}) => lines > 250);
	assert.deepEqual(
		long.map(({path, lines}) => `${path}: ${lines}`),
		[],
	);
});

test('every sentence is there in both languages', async () => {
	for (const {path} of source.filter(file => roomOf(file.path) === 'messages')) {
		if (path.endsWith('/index.ts')) {
			continue;
		}

		const exported = (await import(join(root, path))) as Record<string, unknown>;
		const english = Object.keys(exported).filter(name => name.endsWith('En'));
		assert.ok(english.length > 0, path);

		for (const name of english) {
			const chinese = exported[name.replace(/En$/, 'Zh')];
			assert.deepEqual(shape(chinese), shape(exported[name]), `${path}: ${name}`);
		}
	}
});

test('nothing reads what lies beside the project', () => {
	const beside = new RegExp(['\\.\\.\\/', 'shared\\b|/', 'work/'].join(''));
	const texts = ['source', 'test', 'docs', 'bench']
		.flatMap(folder => filesOf(folder))
		.concat(['cli.tsx', 'README.md', 'CONTRIBUTING.md', 'package.json'])
		.filter(path => existsSync(join(root, path)));
	assert.deepEqual(
		texts.filter(path => beside.test(readFileSync(join(root, path), 'utf8'))),
		[],
	);
});

test('the checks above see a breach', () => {
	const file = readSourceFile(
		'source/messages/breach.ts',
		[
			`import type {State} from '../state/state.ts';`,
			`import {reduce} from '../state/reducer.ts';`,
			`import {`,
			`	Box,`,
			`} from 'ink';`,
			`export * from '../api/client.ts';`,
			`// import {x} from '../poll/poller.ts';`,
			`const later = await import('../screen/app.tsx');`,
		].join('\n'),
	);
	assert.deepEqual(wrongDirections(file), [
		'source/messages/breach.ts → source/state/reducer.ts',
		'source/messages/breach.ts → source/api/client.ts',
		'source/messages/breach.ts → source/screen/app.tsx',
	]);
	assert.deepEqual(
		file.imports.filter(({target}) => isReact(target)).map(({typeOnly}) => typeOnly),
		[false],
	);
});

function wrongDirections({path, imports}: SourceFile): readonly string[] {
	const room = roomOf(path);

	return imports
		.filter(({target, typeOnly}) => {
			if (!target.includes('/') || !/\.tsx?$|^\.\.|^source\//.test(target)) {
				return false;
			}

			const other = roomOf(target);
			const allowed = [
				room,
				...(mayImport[room] ?? []),
				...(typeOnly ? (mayImportTypes[room] ?? []) : []),
			];
			return !target.startsWith('source/') || !allowed.includes(other);
		})
		.map(({target}) => `${path} → ${target}`);
}

/** What is loaded with a file, whether it is needed or not. */
function loadedBy(file: SourceFile | undefined): SourceFile['imports'] {
	return file?.imports.filter(({typeOnly, dynamic}) => !typeOnly && !dynamic) ?? [];
}

function roomOf(path: string): string {
	return /^source\/([^/]+)\//.exec(path)?.[1] ?? path;
}

function isReact(target: string): boolean {
	return /^(react|ink)(\/|$)|^react-/.test(target);
}

function paths(files: readonly SourceFile[]): readonly string[] {
	return files.map(({path}) => path);
}

/** The names of a tree of sentences; a function is a leaf like a text. */
function shape(value: unknown): unknown {
	return typeof value === 'object' && value !== null
		? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shape(inner)]))
		: typeof value;
}

function filesOf(folder: string): readonly string[] {
	return existsSync(join(root, folder))
		? readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'})
				.map(name => join(folder, name))
				.filter(path => /\.(tsx?|md|json)$/.test(path))
		: [];
}
