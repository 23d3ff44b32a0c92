import {execFileSync, spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import packageFile from '../package.json' with {type: 'json'};
import {projectRoot} from './bundle.ts';
import {releaseProblems} from './release-problems.ts';

// Prints what is missing for a release, and fails if anything is (`npm run release:check`). In the workflow of a tag, also checks the tag.
const {name, version} = packageFile;
const asked = spawnSync('npm', ['view', name, 'name', '--fetch-retries=0'], {encoding: 'utf8'});
const problems = releaseProblems({
	packageFile,
	// Without a network, nothing is known about the name, and nothing is said.
	isPublished: !asked.stderr.includes('E404'),
	changes: readFileSync(join(projectRoot, 'CHANGELOG.md'), 'utf8'),
	tag: process.env['GITHUB_REF_TYPE'] === 'tag' ? (process.env['GITHUB_REF_NAME'] ?? null) : null,
	uncommitted: execFileSync('git', ['status', '--porcelain'], {cwd: projectRoot, encoding: 'utf8'}),
});

if (problems.length === 0) {
	process.stdout.write(`${version} can be released.\n`);
} else {
	process.stderr.write(`${version} cannot be released yet:\n\n- ${problems.join('\n- ')}\n`);
	process.exitCode = 1;
}
