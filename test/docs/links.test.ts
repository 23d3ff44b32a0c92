import assert from 'node:assert/strict';
import {existsSync, globSync, readFileSync, statSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';
import test from 'node:test';
import {anchorsOf, linksOf} from '../helpers/markdown.ts';
import {root} from '../helpers/program.ts';

const pages = globSync(['*.md', 'docs/**/*.md'], {cwd: root}).map(path => join(root, path));

test('every link of the docs leads to an existing file and heading', () => {
	let checked = 0;

	for (const page of pages) {
		const place = relative(root, page);

		for (const link of linksOf(readFileSync(page, 'utf8'))) {
			if (/^[a-z]+:/.test(link)) {
				assert.doesNotThrow(() => new URL(link), `${place}: ${link} is not a URL`);
				assert.match(link, /^https:/, `${place}: ${link}`);
				continue;
			}

			const [path = '', anchor] = link.split('#');
			const target = path === '' ? page : resolve(dirname(page), decodeURI(path));
			assert.ok(
				existsSync(target) && statSync(target).isFile(),
				`${place}: ${link} does not exist`,
			);
			assert.ok(
				!relative(root, target).startsWith('..'),
				`${place}: ${link} is outside the project`,
			);
			checked++;

			if (anchor !== undefined) {
				const anchors = anchorsOf(readFileSync(target, 'utf8'));
				assert.ok(
					anchors.includes(decodeURI(anchor)),
					`${place}: ${link}: the heading does not exist`,
				);
			}
		}
	}

	assert.ok(checked > 60);
});
