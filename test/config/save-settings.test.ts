import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {saveSettings} from '../../source/config/save-settings.ts';
import {temporaryFolder} from '../helpers/program.ts';

test('settings go into the config, where comments, links and other settings stay', async t => {
	const folder = temporaryFolder(t);
	const [path, target] = [join(folder, 'config.json'), join(folder, 'dotfile')];
	writeFileSync(
		target,
		'{\n  // mine\n  "theme": "dark", /* night */\n  "profiles": {"work": {"lang": "en"}},\n}\n',
	);
	symlinkSync(target, path);
	assert.equal(
		await saveSettings(path, 'work', {theme: 'light', lang: 'zh', columns: ['id']}),
		null,
	);
	const text = readFileSync(target, 'utf8');
	assert.match(text, /^\{\n {2}\/\/ mine\n {2}"theme": "light", \/\* night \*\//);
	assert.match(text, /"work": \{\s+"lang": "zh"/);
	assert.match(text, /\n {2}"columns": \[/);
});

test('without a config one is written, with its folder; one that cannot be written says why', async t => {
	const folder = temporaryFolder(t);
	const path = join(folder, 'new', 'config.json');
	assert.equal(await saveSettings(path, null, {mouse: true}), null);
	assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), {mouse: true});
	writeFileSync(path, '{"mouse": ');
	assert.equal(await saveSettings(path, null, {mouse: true}), 'JSON');
	mkdirSync(join(folder, 'config.json'));
	assert.equal(await saveSettings(join(folder, 'config.json'), null, {}), 'EISDIR');
});

test('what a crash has left is no config, and two savings at once do no harm', async t => {
	const path = join(temporaryFolder(t), 'config.json');
	writeFileSync(path, '{"mouse": true}');
	writeFileSync(`${path}.${process.pid}.part`, '{"mouse": false}');
	await Promise.all([
		saveSettings(path, null, {lang: 'zh'}),
		saveSettings(path, null, {lang: 'zh'}),
	]);
	assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), {mouse: true, lang: 'zh'});
});
