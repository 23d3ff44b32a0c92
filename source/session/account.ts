import {createHttpClient, type HttpClientOptions} from '../api/http-client.ts';
import {takeTlsVariable} from '../config/environment.ts';
import {findKey, findKeyAgain} from '../config/find-key.ts';
import type {ParsedCommandLine, SessionContext} from '../config/parse-options.ts';
import {afterUnlessEnded, systemClock as clock} from '../core/time/clock.ts';
import {memoryPath} from '../storage/database.ts';
import {ownFolder} from '../storage/own-folder.ts';
import {openStorage, type Storage, type StorageOptions} from '../storage/storage.ts';
import type {Notice} from '../store/notice.ts';
import type {StateOptions} from '../store/registry.ts';
import {platform} from '../terminal/platform.ts';
import {exitCodes, Refusal} from './refusal.ts';

/** Removes nothing, so that older runs than the history keeps can be added up. The next watch removes them. */
const unlimitedHistory = {days: Infinity, bytes: Infinity};

/** Opens the storage of an account. Each profile and each key has its own: they can be different accounts. */
export function openAccountStorage(
	{profile}: ParsedCommandLine['settings'],
	{
		baseUrl: {href},
		apiKey,
		inMemory,
		...options
	}: Pick<StorageOptions, 'limits' | 'busyTimeout' | 'onTrouble'> & {
		readonly baseUrl: URL;
		readonly apiKey: string;
		readonly inMemory: boolean;
	},
): Storage {
	return openStorage({
		limits: unlimitedHistory,
		...options,
		folder: inMemory ? memoryPath : ownFolder('state', process.env, platform),
		account: {service: profile === null ? href : `${href} ${profile}`, key: apiKey},
		// A start that is refused does not close it.
		clock: {...clock, after: afterUnlessEnded},
	});
}

/** The parts of the first state that the command line and the config set. */
export function chosenOptions({options, settings}: ParsedCommandLine): Partial<StateOptions> {
	return {
		downloadAll: options.download !== null,
		downloadName: settings.values.downloadName ?? null,
		reportsOrders: options.mode === 'json',
		budget: options.budget?.amount ?? null,
		isBudgetDaily: options.budget?.isDaily ?? false,
		lowBalance: options.lowBalance,
		mouse: options.mouse,
		columns: settings.columns,
		sort: settings.sort,
		views: settings.views,
	};
}

export type Service = Awaited<ReturnType<typeof openService>>;

/**
 * Opens the client of a session, with `--demo` of a simulated service. Warns of what could weaken the connection. Throws a
 * `Refusal` without a key.
 */
export async function openService(
	context: SessionContext,
	warn: (notice: Notice) => void,
	listeners: Pick<HttpClientOptions, 'onResponse' | 'onServerDate'> = {},
) {
	const {options, settings, messages, keyVariable} = context;
	const {concurrency, proxy} = options;

	// It would switch off the verification of certificates.
	if (takeTlsVariable(process.env)) {
		warn({kind: 'still-verifying'});
	}

	const apiKey = options.demo ? 'demo' : apiKeyOf(context);
	const demo = options.demo ? await startDemo() : null;
	const baseUrl = demo?.origin ?? options.baseUrl;
	const client = createHttpClient({
		...listeners,
		baseUrl,
		apiKey,
		...(demo === null && {readKey: () => findKeyAgain(keyVariable, settings, messages)}),
		concurrency,
		clock,
		proxy,
	});
	return {baseUrl, apiKey, demo, client};
}

async function startDemo() {
	// Imported late, so that a start without `--demo` does not load the simulation.
	const {startDemoService} = await import('../demo/service.ts');
	return startDemoService(clock);
}

/** Throws a `Refusal` without a valid key. Warns on stderr, for example of a key file that others can read. */
function apiKeyOf({settings, keyVariable, messages}: SessionContext): string {
	const found = findKey(keyVariable, settings, messages);

	if (typeof found === 'string') {
		throw new Refusal(found, exitCodes.gaveUp);
	}

	for (const warning of found.warnings) {
		process.stderr.write(`chenyu-top: ${warning}\n`);
	}

	return found.key.reveal();
}
