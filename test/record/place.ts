import {chmodSync, globSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {startedAt} from './runs.ts';
import type {Account} from './service.ts';

/** The fixed API key, which no recording may contain. */
export const apiKey = 'cy_record+5f1c0a9b/73d24e68=';

/** The folder of the programs that one job starts. Its path has the same length in all jobs and recordings. */
export type Place = ReturnType<typeof takePlace>;

export type Setting = {
	/** The account of the loopback service. */
	readonly account: Account;
	readonly language: 'en' | 'zh';
	readonly env: Readonly<Record<string, string>>;
	/** The contents of files in the working folder. */
	readonly files: Readonly<Record<string, string>>;
};

export function takePlace() {
	const folder = [...'0123456789abcdefghijklmnopqrstuvwxyz']
		.map(letter => `/tmp/chenyu-record-${letter}`)
		.find(path => {
			try {
				mkdirSync(path);
				return true;
			} catch {
				return false;
			}
		});

	if (folder === undefined) {
		throw new Error('no place is free: delete /tmp/chenyu-record-*');
	}

	const clock = join(folder, 'clock');
	const work = join(folder, 'home', 'work');
	return {
		work,
		/** Moves the wall clock of the programs to some seconds after the start. */
		setClock(seconds: number) {
			utimesSync(clock, startedAt / 1000 + seconds, startedAt / 1000 + seconds);
		},
		/** Empties the home folder and returns the environment of a program. */
		prepare({language, env, files}: Setting, origin: string): Record<string, string> {
			rmSync(join(folder, 'home'), {recursive: true, force: true});
			writeFileSync(clock, '');
			this.setClock(0);

			for (const [name, text] of Object.entries({...standIns, ...files})) {
				const path = join(work, name);
				mkdirSync(dirname(path), {recursive: true});
				writeFileSync(path, text.replaceAll('ORIGIN', origin));
				chmodSync(path, name.startsWith('bin/') ? 0o700 : 0o600);
			}

			return {
				PATH: `${join(work, 'bin')}:/usr/bin:/bin`,
				HOME: join(folder, 'home'),
				XDG_CONFIG_HOME: join(work, 'config'),
				XDG_CACHE_HOME: join(folder, 'cache'),
				TERM: 'xterm-256color',
				COLORTERM: 'truecolor',
				LANG: language === 'zh' ? 'zh_CN.UTF-8' : 'en_US.UTF-8',
				TZ: 'Asia/Shanghai',
				PAGER: 'pager',
				RECORD_CLOCK: clock,
				CHENYU_API_KEY: apiKey,
				CHENYU_BASE_URL: origin,
				...env,
			};
		},
		/** The files that the program left in the working folder. The sizes of recordings depend on times. */
		leftFiles(given: Setting['files']): string {
			return globSync('**/*', {cwd: work})
				.filter(name => !Object.hasOwn({...standIns, ...given}, name))
				.map(name => [name, statSync(join(work, name))] as const)
				.filter(([, stats]) => stats.isFile())
				.map(([name, {size}]) => (name.endsWith('.jsonl') ? name : `${name} ${size}`))
				.toSorted()
				.join('\n');
		},
		release() {
			rmSync(folder, {recursive: true, force: true});
		},
	};
}

/** Programs that stand in for those of the desktop. */
const standIns = {
	'bin/xdg-open': '#!/bin/sh\nexit 0\n',
	'bin/pager': '#!/bin/sh\nexec /bin/cat\n',
	'bin/hook': '#!/bin/sh\necho "$CHENYU_RUN_STATUS $CHENYU_RUN_COST" >> hooked\n',
};
