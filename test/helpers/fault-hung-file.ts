// Preloaded into the program: one kind of file call never returns for paths below FAULT_UNDER, as in a network folder
// that is gone, or fails with FAULT_CODE. The call blocks a thread of the pool by opening the named pipe at FAULT_PIPE,
// which has no writer. Without FAULT_CALL one such call is made at the start.
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';

type Call = (...args: unknown[]) => Promise<unknown>;

const {FAULT_CALL: name, FAULT_UNDER: under = '', FAULT_PIPE: pipe = ''} = process.env;
const code = process.env['FAULT_CODE'];
const {open} = fs.promises;
const calls = fs.promises as unknown as Record<string, Call>;

const hang: Call = async () => {
	if (code !== undefined) {
		throw Object.assign(new Error(code), {code, syscall: 'simulated'});
	}

	return open(pipe, 'r');
};

function replace(target: Record<string, Call>, key: string, isMeant: (first: unknown) => boolean) {
	const real = target[key];

	if (real === undefined) {
		throw new Error(`there is no file call ${key}`);
	}

	target[key] = async function (this: unknown, ...args) {
		return isMeant(args[0]) ? hang() : Reflect.apply(real, this, args);
	};
}

const isUnder = (path: unknown): boolean => String(path).startsWith(under);

if (name === undefined) {
	void hang();
} else if (name.startsWith('file.')) {
	const opened = calls['open'] as Call;
	calls['open'] = async (...args) => {
		const file = (await opened(...args)) as Record<string, Call>;

		if (isUnder(args[0])) {
			replace(file, name.slice('file.'.length), () => true);
		}

		return file;
	};
} else {
	replace(calls, name, isUnder);
}

syncBuiltinESMExports();
