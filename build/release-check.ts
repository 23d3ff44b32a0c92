import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import packageFile from '../package.json' with {type: 'json'};
import {projectRoot} from './bundle.ts';
import {releaseProblems} from './release-problems.ts';

// Prints what is missing for a release, and fails if anything is (`npm run release:check`). In the workflow of a tag, also checks the tag.
const problems = releaseProblems({
	packageFile,
	changes: readFileSync(join(projectRoot, 'CHANGELOG.md'), 'utf8'),
	tag: process.env['GITHUB_REF_TYPE'] === 'tag' ? (process.env['GITHUB_REF_NAME'] ?? null) : null,
	uncommitted: execFileSync('git', ['status', '--porcelain'], {cwd: projectRoot, encoding: 'utf8'}),
});

for (const problem of problems) {
	process.stderr.write(`${problem}\n`);
}

process.exitCode = problems.length === 0 ? 0 : 1;
