import {isBuiltin} from 'node:module';
import type {Plugin} from 'esbuild';

/**
 * Takes Node's own modules from `process.getBuiltinModule`. An `import` of one has Node read all that it exports, to give names to it, and
 * with that load what is behind names that nobody here uses: of `node:fs` alone the streams, `node:fs/promises`, and readline.
 */
export const builtins: Plugin = {
	name: 'builtins',
	setup(plugged) {
		plugged.onResolve({filter: /^(node:)?[a-z_/]+$/}, ({path, kind}) =>
			isBuiltin(path) && kind === 'import-statement'
				? {path: path.replace(/^node:/, ''), namespace: 'builtin', sideEffects: false}
				: null,
		);
		plugged.onLoad({filter: /./, namespace: 'builtin'}, ({path}) => ({contents: moduleText(path)}));
	},
};

/** What is not used is left out by the bundler, since nothing of it has a side effect. */
function moduleText(name: string): string {
	const whole: unknown = process.getBuiltinModule(name);
	const names = Object.keys(whole ?? {}).filter(
		key => key !== 'default' && /^[A-Za-z_]\w*$/.test(key),
	);
	return [
		`const whole = /* @__PURE__ */ process.getBuiltinModule('node:${name}');`,
		'export default whole;',
		...names.map(
			key => `const ${key}_ = /* @__PURE__ */ (() => whole.${key})(); export {${key}_ as ${key}};`,
		),
	].join('\n');
}
