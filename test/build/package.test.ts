import assert from 'node:assert/strict';
import {globSync, readFileSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {suite, test} from 'node:test';
import {bundle} from '../../build/bundle.ts';
import {bundledPackages} from '../../build/licenses.ts';
import packageFile from '../../package.json' with {type: 'json'};
import {node, program, root, temporaryFolder} from '../helpers/program.ts';
import {runFile, type HeadlessResult} from '../helpers/run-headless.ts';
import {readEvents} from '../e2e/events.ts';

const megabyte = 1_000_000;

suite('the package', () => {
	test('is small, has no dependencies, and runs after installation', async t => {
		const folder = temporaryFolder(t);
		const env = {PATH: `${dirname(node)}:${process.env['PATH'] ?? ''}`};
		const npm = async (cwd: string, ...args: readonly string[]) => {
			const result = await runFile('npm', [...args, '--ignore-scripts', '--offline'], {
				cwd,
				env: {
					...env,
					npm_config_cache: join(folder, 'cache'),
					npm_config_update_notifier: 'false',
				},
			});
			assert.deepEqual([result.code, result.stderr], [0, '']);
			return result.stdout;
		};
		const [packed] = JSON.parse(
			await npm(root, 'pack', '--json', '--pack-destination', folder),
		) as ReadonlyArray<{readonly filename: string; readonly size: number}>;
		assert.ok(packed !== undefined && packed.size < 3 * megabyte, `${packed?.size} bytes`);
		assert.equal('dependencies' in packageFile, false);
		await npm(folder, 'install', '--no-audit', '--no-fund', join(folder, packed.filename));
		const installed = join(folder, 'node_modules', '.bin', 'chenyu-top');
		const runInstalled = async (...args: readonly string[]): Promise<HeadlessResult> =>
			runFile(installed, args, {cwd: folder, env});

		assert.deepEqual(await runInstalled('--version'), {
			code: 0,
			signal: null,
			stdout: `${packageFile.version}\n`,
			stderr: '',
		});
		assert.match((await runInstalled('--help')).stdout, /chenyu-top \[run-order-id…\] \[options\]/);
		const demo = await runInstalled('--demo', '--json', '--once');
		const events = readEvents(demo.stdout);
		assert.deepEqual([events[0]?.event, events.at(-1)?.event], ['start', 'end']);
		assert.equal(demo.code, events.at(-1)?.['exit_code']);

		for (const {path, mode} of [
			{path: 'docs/events.schema.json', mode: 0},
			{path: 'dist/man/chenyu-top.1', mode: 0},
			{path: 'dist/chenyu-top.js', mode: 0o111},
		]) {
			const stats = statSync(join(folder, 'node_modules', 'chenyu-top', path));
			assert.equal(stats.mode & mode, mode, path);
		}
	});

	test('LICENSES.txt names every bundled package', async () => {
		const packages = bundledPackages(await bundle(null));
		const text = readFileSync(join(dirname(program()), 'LICENSES.txt'), 'utf8');
		assert.ok(packages.length > 50);

		for (const folder of packages) {
			const file: unknown = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
			const {name, version} = file as {readonly name: string; readonly version: string};
			assert.ok(text.includes(`\n${name} ${version}`), folder);
		}

		assert.match(
			text,
			/Copyright \(c\) 2010, Google Inc/,
			'the WebAssembly codec, which is not an npm module',
		);
	});

	test('a start loads few files, because each of them costs it time', async () => {
		const outputs = (await bundle(null)).flatMap(metafile => Object.entries(metafile.outputs));
		const filesOf = (...starts: readonly string[]): number => {
			const entries = outputs.filter(([, {entryPoint = ''}]) => starts.includes(entryPoint));
			assert.equal(entries.length, starts.length);
			const files = new Set(entries.map(([path]) => path));

			for (const file of files) {
				for (const {path, kind} of outputs.find(([name]) => name === file)?.[1].imports ?? []) {
					if (kind === 'import-statement') {
						files.add(path);
					}
				}
			}

			return files.size;
		};
		const headless = ['cli.tsx', 'source/session/start-session.ts'];
		const screen = [...headless, 'source/session/screen-session.ts', 'source/session/draw.tsx'];
		const files = {
			version: filesOf('cli.tsx'),
			subcommand: filesOf('source/session/start-subcommand.ts'),
			headless: filesOf(...headless),
			screen: filesOf(...screen),
		};
		assert.ok(files.version <= 2, JSON.stringify(files));
		assert.ok(files.subcommand <= 2, JSON.stringify(files));
		assert.ok(files.headless <= 10, JSON.stringify(files));
		assert.ok(files.screen <= 15, JSON.stringify(files));
	});

	test('no bundled code reads DEBUG or NODE_ENV (D11)', () => {
		const folder = dirname(program());
		const bundled = globSync('**/*.js', {cwd: folder})
			.map(name => readFileSync(join(folder, name), 'utf8'))
			.join('\n');
		const readVariables = new Set(
			[...bundled.matchAll(/\benv(?:\.|\[["'`])(\w+)/g)].map(([, name]) => name),
		);
		assert.ok(readVariables.has('TERM'));
		assert.deepEqual(
			['DEBUG', 'NODE_ENV'].filter(name => readVariables.has(name)),
			[],
		);
	});

	for (const [lang, sentence] of [
		[
			'C.UTF-8',
			/^chenyu-top: this is Node 20\.19\.0, but Node 22\.19 or later is required\. .*\n$/,
		],
		['zh_CN.UTF-8', /^chenyu-top: 当前是 Node 20\.19\.0，需要 Node 22\.19 或更高版本。.*\n$/],
	] as const) {
		test(`reports a Node version that is too old: ${lang}`, async () => {
			assert.equal((await runAs('22.19.0', lang)).stdout, `${packageFile.version}\n`);
			const {code, stdout, stderr} = await runAs('20.19.0', lang);
			assert.deepEqual([code, stdout], [2, '']);
			assert.match(stderr, sentence);
		});
	}
});

/** Runs `--version` on a Node that reports another version. */
async function runAs(version: string, lang: string): Promise<HeadlessResult> {
	const claim = `Object.defineProperty(process.versions, 'node', {value: '${version}'})`;
	const preload = `data:text/javascript,${encodeURIComponent(claim)}`;
	return runFile(node, ['--import', preload, program(), '--version'], {env: {LANG: lang}});
}
