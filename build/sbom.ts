import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {bundle, projectRoot} from './bundle.ts';

// Writes an SBOM (CycloneDX) of the packages whose code is in the bundle (`npm run sbom -- FILE`). `npm sbom` would list
// everything that is installed for the build.
const file = resolve(process.argv[2] ?? 'chenyu-top.cdx.json');
const folder = mkdtempSync(join(tmpdir(), 'chenyu-top-sbom-'));

try {
	const metafiles = await bundle(null);
	const metafile = join(folder, 'metafile.json');
	const inputs = Object.fromEntries(metafiles.flatMap(one => Object.entries(one.inputs)));
	const outputs = Object.fromEntries(metafiles.flatMap(one => Object.entries(one.outputs)));
	// Node's own modules are not packages.
	const packagesOnly = (key: string, value: unknown): unknown =>
		key.startsWith('builtin:') ? undefined : value;
	writeFileSync(metafile, JSON.stringify({inputs, outputs}, packagesOnly));
	const tool = join(projectRoot, 'node_modules', '@cyclonedx', 'cyclonedx-esbuild', 'bin');
	const program = join(tool, 'cyclonedx-esbuild-cli.js');
	const options = ['--output-reproducible', '--output-file', file, '--mc-type', 'application'];
	execFileSync(process.execPath, [program, ...options, metafile], {
		cwd: projectRoot,
		stdio: 'pipe',
	});
} finally {
	rmSync(folder, {recursive: true});
}
