import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {helpText} from '../../source/config/help-text.ts';
import {usageFor} from '../../source/config/usage-messages.ts';
import {root} from '../helpers/program.ts';

/** Matches a command that fetches the package from the registry by its name, but not by a path or a tarball. */
const fetchesByName =
	/\b(?:npx|pnpx|bunx|dlx|(?:npm|pnpm|yarn|bun) (?:i|install|add|exec|x|global add))\b[^\n|;&]*?[ "']chenyu-top(?![\w/-]|[\w.-]*\.tgz)/;

test('no page advises to fetch the program by its name, which nobody owns on the registry', () => {
	const pages = globSync(['*.md', 'docs/**/*.md'], {cwd: root, exclude: ['CHANGELOG.md']}).map(
		path => [path, readFileSync(join(root, path), 'utf8')] as const,
	);
	const texts = [
		...pages,
		['--help', helpText(usageFor('en'))] as const,
		['--help in Chinese', helpText(usageFor('zh'))] as const,
		['the man page', readFileSync(join(root, 'dist/man/chenyu-top.1'), 'utf8')] as const,
	];
	assert.ok(pages.some(([name]) => name === 'README.zh-CN.md') && pages.length > 10);
	assert.deepEqual(
		texts.flatMap(([name, text]) => {
			const [line] = fetchesByName.exec(text) ?? [];
			return line === undefined ? [] : [`${name}: ${line}`];
		}),
		[],
	);
});
