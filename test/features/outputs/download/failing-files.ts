import * as files from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import type {PartContext} from '../../../../source/features/outputs/download/partial-file.ts';

type Files = PartContext['files'];

/** A file system call and its subject. */
type Call = {readonly name: string; readonly path: string};

/** A file system in which each call may fail with a code. */
export function failingFiles(failWith: (call: Call) => string | null): Files {
	async function tried<Value>(
		name: string,
		path: unknown,
		work: () => Promise<Value>,
	): Promise<Value> {
		const code = failWith({name, path: String(path)});

		if (code !== null) {
			throw Object.assign(new Error(`${code}: made to fail, ${name}`), {code, syscall: name});
		}

		return work();
	}

	/** Makes the calls of an open file fail too. A failing `close` closes the file first. */
	function wrapped(handle: FileHandle, path: string): FileHandle {
		return new Proxy(handle, {
			get(target, property) {
				const value: unknown = Reflect.get(target, property, target);

				if (typeof value !== 'function') {
					return value;
				}

				return async (...args: unknown[]): Promise<unknown> => {
					const call = async (): Promise<unknown> =>
						Reflect.apply(value, target, args) as Promise<unknown>;

					if (property === 'close' || property === Symbol.asyncDispose) {
						await call();
						return tried('close', path, async () => undefined);
					}

					return tried(String(property), path, call);
				};
			},
		});
	}

	return new Proxy<Files>(files, {
		get(target, property: keyof Files) {
			const value = target[property] as (...args: unknown[]) => Promise<unknown>;
			return async (...args: unknown[]): Promise<unknown> =>
				tried(property, args[0], async () => {
					const result = await value(...args);
					return property === 'open' ? wrapped(result as FileHandle, String(args[0])) : result;
				});
		},
	});
}
