import assert from 'node:assert/strict';
import {cpSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, suite, test} from 'node:test';
import packageFile from '../../package.json' with {type: 'json'};
import {subcommands} from '../../source/config/command-help-messages.ts';
import {optionTable} from '../../source/config/option-table.ts';
import {testWith} from '../commands/tool.ts';
import {immediateText, requestOf} from '../config/parse.ts';
import {apiKey} from '../e2e/key.ts';
import {failedRun, finishedRun, runEndingIn} from '../e2e/runs.ts';
import {blocksOf, inlineCodeOf} from '../helpers/markdown.ts';
import {node, program, root, temporaryFolder, type Scope} from '../helpers/program.ts';
import {runFile} from '../helpers/run-headless.ts';
import type {RunScript} from '../helpers/script.ts';
import {startService} from '../helpers/service.ts';

/** The commands that are not run here, and why. If one starts chenyu-top, its arguments are still checked. */
const notRun: readonly (readonly [command: RegExp, reason: string])[] = [
	[/^npm (install|ci|publish|pack)\b/, 'test/build/package.test.ts packs and installs the package'],
	[/^npm (run|test)\b/, 'their scripts exist (checked here); the checks are what runs this test'],
	[/^tar -tzf /, 'test/build/package.test.ts checks what the package contains'],
	[/^git (tag|push) /, 'publishes a release'],
	[/^(export|#!)/, 'sets a variable that the test sets too, or is a program of the reader'],
	[/ zsh\)"$| fish /, 'test/commands/completions.test.ts loads them in their shells'],
	[/^(curl|prometheus|chenyu-top .*--metrics) /, 'test/e2e/metrics.test.ts, on a free port'],
	[/^chenyu-top --demo$/, 'takes minutes; test/e2e/headless.test.ts'],
	[
		/^(setsid|loginctl|systemd-run) /,
		'goes on in the background, or changes the user of this machine',
	],
	[/^\[ \$\? -eq 4 \]/, 'test/e2e/budget.test.ts holds exit code 4'],
];

/** Commands that succeed without output: nothing to complete, no error in a log; what was added to the history is on stderr. */
const silent = /^eval |"error"|^chenyu-top history /;

/** Options of gh, k9s, Node, npm, Prometheus and the scripts of this project that the docs name. */
const otherOptions = [
	'--exit-status',
	'--only',
	'--program',
	'--readonly',
	'--refresh',
	'--use-system-ca',
	'--no-provenance',
];

/** English pages come last, so that a failure names them rather than their twins with the same commands. */
const pages = globSync(['*.md', 'docs/**/*.md'], {cwd: root})
	.toSorted((a, b) => Number(b.includes('zh-CN')) - Number(a.includes('zh-CN')))
	.map(path => [path, readFileSync(join(root, path), 'utf8')] as const);
const blocks = pages.flatMap(([path, text]) => blocksOf(text).map(block => ({...block, path})));
// The changelog also has options that are gone.
const inlines = new Map(
	pages
		.filter(([path]) => path !== 'CHANGELOG.md')
		.flatMap(([path, text]) => inlineCodeOf(text).map(code => [code, path] as const)),
);
const commands = new Map(
	blocks.flatMap(({path, ...block}) => commandsIn(block).map(command => [command, path] as const)),
);

/** The commands of a block of a shell, and those of the steps of a job, without comments. */
function commandsIn({language, code}: {language: string; code: string}): readonly string[] {
	if (language === 'yaml') {
		return [...code.matchAll(/^ *- run: (.+)$/gm)].map(([, command = '']) => command);
	}

	if (language !== 'sh') {
		return [];
	}

	return code.startsWith('#!')
		? [code]
		: code
				.replaceAll(/(^|\s+)# .*$/gm, '')
				.replaceAll(/(\||\\)\n\s*/g, '$1 ')
				.split('\n')
				.map(line => line.trim())
				.filter(line => line !== '');
}

/** Words of the docs that stand for others. */
const placeholders: Readonly<Record<string, string>> = {
	'ID ID': 'wfrun_1111 wfrun_2222',
	SHELL: 'bash',
	COMMAND: 'ls',
};

/** Parses the arguments of each chenyu-top in a command or an inline code, without redirections. Throws if one is wrong. */
function assertUsage(command: string): void {
	const typed = command.replaceAll(/\b(ID ID|SHELL|COMMAND)\b/g, name => placeholders[name] ?? '');
	const words = /(?:^|[|(] ?)chenyu-top((?: (?:'[^']*'|"[^"]*"|[^\s|>)"'])+)*)/g;

	for (const [, text = ''] of typed.matchAll(words)) {
		const argv = [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
			([, single, double, plain]) => single ?? double ?? plain ?? '',
		);
		// A sentence may name a command without its arguments.
		const isName = argv.length === 1 && subcommands.some(name => name === argv[0]);
		assert.ok(isName || immediateText(...argv) !== null || requestOf({argv}));
	}
}

suite('the docs', {concurrency: 2}, () => {
	const cleanUps: (() => void | Promise<void>)[] = [];
	const end: Scope = {after: cleanUp => void cleanUps.push(cleanUp)};
	const finished = ['雪山', 'Harbour', 'Forest'].map(title => ({
		...finishedRun(title),
		inputs: {'6': {text: title}},
	}));
	// Longer ago than what a watch without ids shows, so that it does not fail.
	const failed = {...failedRun('Broken'), createdAt: -7_200_000};
	const noon = new Date().setHours(-12, 0, 0, 0);
	const yesterday = {...finishedRun('A portrait'), createdAt: noon - Date.now()};
	const home = temporaryFolder(end);
	const serve = (...more: readonly RunScript[]) =>
		startService(end, {scenario: {runs: [...finished, failed, yesterday, ...more]}, apiKey});
	let usual: Awaited<ReturnType<typeof serve>>;

	/** Runs a command in a folder of its own, with the other programs that the docs assume. */
	async function run(typed: string) {
		const service = typed.includes('running') ? await serve(runEndingIn(1000, 'Running')) : usual;
		const folder = temporaryFolder(end);
		const ids = finished.values();
		const scripts = {
			'chenyu-top': `exec "${node}" "${program()}" "$@"`,
			'notify-send': 'echo "$@"',
			submit: `printf '%s\\n' ${finished.map(({id}) => id).join(' ')}`,
		};

		for (const [name, script] of Object.entries(scripts)) {
			writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, {mode: 0o755});
		}

		if (typed.includes('--replay')) {
			cpSync(join(home, 'watch.jsonl'), join(folder, 'watch.jsonl'));
		}

		const command = typed.replaceAll(/\bRUN\b|\bwfrun_\w+…?/g, () => ids.next().value?.id ?? '');
		const result = await runFile('bash', ['--norc', '-o', 'pipefail', '-c', command], {
			cwd: folder,
			env: {
				PATH: `${folder}:${process.env['PATH']}`,
				HOME: home,
				XDG_STATE_HOME: join(home, 'state'),
				CHENYU_BASE_URL: service.origin.href,
				CHENYU_API_KEY: apiKey,
			},
		});
		const files = readdirSync(folder, {recursive: true, withFileTypes: true})
			.filter(one => one.isFile() && !(one.name in scripts))
			.map(({parentPath, name}) => readFileSync(join(parentPath, name), 'utf8'));
		const written = files.join('');
		return {...result, folder, written: result.stdout + written};
	}

	before(async () => {
		usual = await serve();
		mkdirSync(join(home, 'state'));
		const {folder, code, stderr} = await run('chenyu-top --record watch.jsonl RUN RUN');
		assert.equal(code, 0, stderr);
		cpSync(join(folder, 'watch.jsonl'), join(home, 'watch.jsonl'));
		assert.equal((await run('chenyu-top history sync --since 90d')).code, 0);
	});
	after(async () => {
		for (const cleanUp of cleanUps) {
			await cleanUp();
		}
	});

	for (const [command, path] of commands) {
		const reason = notRun.find(([pattern]) => pattern.test(command))?.[1];

		if (reason !== undefined) {
			test(`${path}: ${command.slice(0, 60)}: ${reason}`, () => {
				assertUsage(command);
			});
		} else {
			testWith(['bash', 'jq'], `${path}: works: ${command}`, async () => {
				assert.match(
					command,
					/(^|[|(] ?)chenyu-top\b/,
					'this command does not start chenyu-top: if a test can run it, give it a program in `scripts`; otherwise add it to `notRun`, with the reason',
				);
				const {code, stderr, written} = await run(command);
				assert.equal(code, 0, stderr);
				assert.ok(written !== '' || silent.test(command), 'prints or writes nothing');
			});
		}
	}

	test('no page advises to fetch the program by its name, which nobody owns on the registry', () => {
		const fetchesByName =
			/\b(?:npx|pnpx|bunx|dlx|(?:npm|pnpm|yarn|bun) (?:i|install|add|exec|x|global add))\b[^\n|;&]*?[ "']chenyu-top(?![\w/-]|[\w.-]*\.tgz)/;
		const wrong = pages.filter(
			([path, text]) => path !== 'CHANGELOG.md' && fetchesByName.test(text),
		);
		assert.deepEqual(
			wrong.map(([path]) => path),
			[],
		);
	});

	test('commands, options and scripts within sentences exist', () => {
		const options = optionTable.map(({name}) => `--${name}`);

		for (const [code, path] of inlines) {
			const [word = ''] = /^--[a-z][\w.-]*/.exec(code) ?? [];
			assert.ok(
				word === '' || [...options, ...otherOptions].includes(word),
				`${path}: there is no option ${word}; of another program: add it to \`otherOptions\``,
			);
			const [, script] = /\bnpm run ([\w:-]+)/.exec(code) ?? [];
			assert.ok(script === undefined || script in packageFile.scripts, `${path}: ${code}`);
			assert.doesNotThrow(() => {
				assertUsage(code);
			}, `${path}: ${code}`);
		}

		for (const [command, path] of commands) {
			for (const [, script = ''] of command.matchAll(/\bnpm run ([\w:-]+)/g)) {
				assert.ok(script in packageFile.scripts, `${path}: ${script}`);
			}
		}
	});
});
