import {notifyEvents, type Channel} from '../core/notify.ts';
import {Secret} from '../core/secret.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {unknownVariable, variableNames} from '../features/own-commands/index.ts';
import type {Messages} from '../i18n/index.ts';
import type {ChannelSettings} from './config-schema.ts';
import type {ConfigFault, JsonText} from './json-text.ts';
import type {ConfigFile} from './load-config.ts';

export function toChannel(
	{kind, url, secret, on = [...notifyEvents]}: ChannelSettings,
	index: number,
): Channel {
	return {
		number: index + 1,
		kind,
		url: new Secret(url, '[address]'),
		secret: secret === undefined ? null : new Secret(secret, '[secret]'),
		on,
	};
}

/**
 * Finds unknown variables in the hooks, channels in a file that others may read, and hooks in a file that others may
 * change. `value`: the config, not validated yet.
 */
export function notifyFaults(
	value: Readonly<Record<string, unknown>>,
	file: Extract<ConfigFile, {kind: 'text'}>,
	json: JsonText,
	{config: words}: Messages,
): readonly ConfigFault[] {
	if (!('hooks' in value || 'channels' in value)) {
		return [];
	}

	const {mode, writable} = file.exposure();
	const faults: ConfigFault[] = [];

	if ('channels' in value && mode !== null) {
		const sentence = words.notify.exposed(cleanName(file.path), mode);
		faults.push({sentence, position: json.positionOfName(['channels'])});
	}

	if ('hooks' in value && writable !== null) {
		const sentence = words.notify.writable(cleanName(writable));
		faults.push({sentence, position: json.positionOfName(['hooks'])});
	}

	const channels = Array.isArray(value['channels']) ? (value['channels'] as unknown[]) : [];

	for (const [index, channel] of channels.entries()) {
		const {kind, secret} = Object(channel) as Record<string, unknown>;

		if (kind === 'wecom' && secret !== undefined) {
			const position = json.positionOfName(['channels', index, 'secret']);
			faults.push({sentence: words.notify.unsigned, position});
		}
	}

	for (const [name, argv] of Object.entries(Object(value['hooks']) as Record<string, unknown>)) {
		const variable = unknownVariable(Array.isArray(argv) ? argv.map(String) : []);

		if (variable !== null) {
			const sentence = words.unknownVariable(cleanName(variable), variableNames);
			faults.push({sentence, position: json.positionOf(['hooks', name])});
		}
	}

	return faults;
}
