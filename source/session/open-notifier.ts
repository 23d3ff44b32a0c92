import {openPostClient} from '../api/post-client.ts';
import type {Redact} from '../api/redact.ts';
import type {SessionContext} from '../config/parse-options.ts';
import {startNotifier, type Notifier} from '../notify/index.ts';
import type {Notice} from '../store/notice.ts';
import type {Watch} from './watch.ts';

/**
 * Starts the hooks and channels of a watch, if there are any. A replay has none. A demo runs only
 * what `--on-end` names, so that nobody else learns of simulated runs.
 */
export async function openNotifier(
	{options, settings, messages}: SessionContext,
	{store, clock}: Pick<Watch, 'store' | 'clock'>,
	report: (notice: Notice) => void,
	redact?: Redact,
): Promise<Notifier> {
	const {onEnd, demo, replay, proxy} = options;
	const isLive = !demo && replay === null;
	const channels = isLive ? (settings.config?.channels ?? []) : [];
	const hooks = {...(isLive && settings.config?.hooks), ...(onEnd && {end: onEnd})};

	if (channels.length === 0 && Object.keys(hooks).length === 0) {
		return {async close() {}, abort() {}};
	}

	return startNotifier({
		store,
		clock,
		hooks,
		channels,
		messages,
		env: process.env,
		host: process,
		openClient: () => openPostClient(proxy),
		report,
		...(redact && {redact}),
	});
}
