import assert from 'node:assert/strict';
import {cpSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {dirname, join} from 'node:path';
import {suite, test} from 'node:test';
import {bundle} from '../../build/bundle.ts';
import {bundledPackages} from '../../build/licenses.ts';
import packageFile from '../../package.json' with {type: 'json'};
import {readEvents, type JsonEvent} from '../e2e/events.ts';
import {node, program, root, temporaryFolder} from '../helpers/program.ts';
import {runFile, type HeadlessResult} from '../helpers/run-headless.ts';

const megabyte = 1_000_000;

suite('the package', () => {
	test('is small, has no dependencies, and runs after installation', async t => {
		const folder = temporaryFolder(t);
		const [packed] = JSON.parse(
			await runNpm(folder, root, 'pack', '--json', '--pack-destination', folder),
		) as ReadonlyArray<{readonly filename: string; readonly size: number}>;
		assert.ok(packed !== undefined && packed.size < 3 * megabyte, `${packed?.size} bytes`);
		assert.equal('dependencies' in packageFile, false);
		// npm 11 warns users of a package with any of these.
		const scripts = ['preinstall', 'install', 'postinstall', 'prepare'];
		assert.deepEqual(
			scripts.filter(name => name in packageFile.scripts),
			[],
		);
		await runNpm(folder, folder, 'install', join(folder, packed.filename));
		const installed = join(folder, 'node_modules', '.bin', 'chenyu-top');
		const runInstalled = async (...args: readonly string[]): Promise<HeadlessResult> =>
			runFile(installed, args, {cwd: folder, env: withNode});

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

		for (const file of globSync('node_modules/chenyu-top/dist/*.*', {cwd: folder})) {
			const content = readFileSync(join(folder, file), 'latin1');
			const unwanted = [root, `${homedir()}/`, 'sourceMappingURL='];
			assert.ok(!unwanted.some(text => content.includes(text)), file);
		}

		writeFileSync(join(folder, 'sample.mts'), typedSample(events));
		const compiler = join(root, 'node_modules', '.bin', 'tsc');

		for (const modules of ['--module nodenext', '--module esnext --moduleResolution bundler']) {
			const options = ['--strict', '--noEmit', '--target', 'es2023', ...modules.split(' ')];
			const checked = await runFile(compiler, [...options, 'sample.mts'], {cwd: folder});
			assert.deepEqual([checked.stdout, checked.code], ['', 0], modules);
		}
	});

	test('two builds of the same source, in other folders and circumstances, are one package', async t => {
		const packages = [{TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8'}, {TZ: 'America/Lima'}].map(
			async (circumstances, index) => {
				const env = {...circumstances, SOURCE_DATE_EPOCH: '1796000000'};
				const folder = join(temporaryFolder(t), 'x'.repeat(index * 20 + 1));
				mkdirSync(folder);
				const args = [join(root, 'build', 'index.ts'), join(folder, 'dist')];
				const built = await runFile(process.execPath, args, {env});
				assert.deepEqual([built.code, built.stderr], [0, '']);

				for (const path of ['package.json', ...packageFile.files]) {
					for (const file of path === 'dist' ? [] : globSync(path, {cwd: root})) {
						cpSync(join(root, file), join(folder, file), {
							recursive: true,
							preserveTimestamps: index === 0,
						});
					}
				}

				return readFileSync(join(folder, (await runNpm(folder, folder, 'pack')).trim()));
			},
		);
		const [one, other] = await Promise.all(packages);
		assert.ok(one !== undefined && one.length > megabyte / 2);
		assert.equal(other?.equals(one), true);
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

	test('reports a Node version that is too old in the language of the user', async () => {
		assert.equal((await runAs('22.19.0', 'C.UTF-8')).stdout, `${packageFile.version}\n`);

		for (const [lang, sentence] of [
			[
				'C.UTF-8',
				/^chenyu-top: this is Node 20\.19\.0, but Node 22\.19 or later is required\. .*\n$/,
			],
			['zh_CN.UTF-8', /^chenyu-top: 当前是 Node 20\.19\.0，需要 Node 22\.19 或更高版本。.*\n$/],
		] as const) {
			const {code, stdout, stderr} = await runAs('20.19.0', lang);
			assert.deepEqual([code, stdout], [2, '']);
			assert.match(stderr, sentence);
		}
	});
});

const withNode = {PATH: `${dirname(node)}:${process.env['PATH'] ?? ''}`};

/** Runs npm without the network and returns its output. `folder`: where it may write its cache. */
async function runNpm(folder: string, cwd: string, ...args: readonly string[]): Promise<string> {
	const options = ['--ignore-scripts', '--offline', '--no-audit', '--no-fund'];
	const {code, stdout, stderr} = await runFile('npm', [...args, ...options], {
		cwd,
		env: {
			...withNode,
			npm_config_cache: join(folder, 'cache'),
			npm_config_loglevel: 'error',
			npm_config_update_notifier: 'false',
		},
	});
	assert.deepEqual([code, stderr], [0, '']);
	return stdout;
}

/** Returns a module that uses the published types, rightly and wrongly, on events that the program wrote. */
function typedSample(events: readonly JsonEvent[]): string {
	return `import type {Event} from 'chenyu-top';
export const events: readonly Event[] = ${JSON.stringify(events)};
export function summary(event: Event): string {
	switch (event.event) {
		case 'run':
			return (event.total_cost ?? 0).toFixed(2) + event.run_order_id;
		case 'alert':
			return event.kind === 'budget' ? String(event.spent - event.budget) : event.message;
		case 'end':
			// @ts-expect-error: it may not be changed
			event.exit_code = 2;
			return event.reason === 'done' ? 'done' : String(event.exit_code);
		default:
			// @ts-expect-error: not every event has it
			return event.at + event.message;
	}
}
// @ts-expect-error: no event is called that
export const wrong: Event['event'] = 'started';
`;
}

/** Runs `--version` on a Node that reports another version. */
async function runAs(version: string, lang: string): Promise<HeadlessResult> {
	const claim = `Object.defineProperty(process.versions, 'node', {value: '${version}'})`;
	const preload = `data:text/javascript,${encodeURIComponent(claim)}`;
	return runFile(node, ['--import', preload, program(), '--version'], {env: {LANG: lang}});
}
