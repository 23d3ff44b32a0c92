import {globSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {root} from './program.ts';

type Import = {
	/** The package (`react`, `node:fs`), or the path from the project's folder (`source/core/run.ts`). */
	readonly target: string;
	/** Whether TypeScript removes the import together with the types. */
	readonly typeOnly: boolean;
	/** Whether it is an `import(…)`. */
	readonly dynamic: boolean;
};

export type SourceFile = {
	/** The path from the project's folder, with slashes. */
	readonly path: string;
	/** The code without comments. */
	readonly code: string;
	readonly imports: readonly Import[];
};

/** Reads TypeScript files. Each place is the path of a file, or of a folder that is searched with its subfolders. */
export function readSourceFiles(...places: readonly string[]): readonly SourceFile[] {
	return places.flatMap(place => pathsOf(place)).map(path => readSourceFile(path));
}

function readSourceFile(path: string): SourceFile {
	const code = withoutComments(readFileSync(join(root, path), 'utf8'));
	return {path, code, imports: importsOf(path, code)};
}

function pathsOf(place: string): readonly string[] {
	if (/\.tsx?$/.test(place)) {
		return [place];
	}

	return globSync(`${place}/**/*.{ts,tsx}`, {cwd: root}).toSorted();
}

/**
 * Removes comments, by two regular expressions. They suffice for formatted code, in which a `//` comment starts the
 * line or follows a space, `;` or `{`.
 */
function withoutComments(text: string): string {
	return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[\s;{])\/\/ .*$/gm, '$1');
}

function importsOf(path: string, code: string): readonly Import[] {
	const declared = [
		...code.matchAll(/^(?:import|export)\s+(type\s)?(?:[\w*{][^;'"]*?\sfrom\s+)?'([^']+)'/gm),
	].map(([, type, target = '']) => ({
		target: resolve(path, target),
		typeOnly: type !== undefined,
		dynamic: false,
	}));
	const called = [...code.matchAll(/\bimport\(\s*'([^']+)'/g)].map(([, target = '']) => ({
		target: resolve(path, target),
		typeOnly: false,
		dynamic: true,
	}));
	return [...declared, ...called];
}

function resolve(path: string, target: string): string {
	return target.startsWith('.') ? join(dirname(path), target) : target;
}
