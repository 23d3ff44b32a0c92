import {channelKinds, notifyEvents} from '../core/notify.ts';
import type {SafeText} from '../core/text/text.ts';

/** Texts about the settings `hooks` and `channels`. They quote no value, since it can be an address. */
export const notifyConfigEn = {
	forms: {
		hooks: `"hooks" has a program and its arguments for each event. Write it like {"failed": ["notify-send", "$CHENYU_RUN_TITLE"]}; the events are ${notifyEvents.join(', ')}.`,
		channels: `A channel is written like {"kind": "feishu", "url": "https://…", "secret": "…", "on": ["failed", "allDone"]}. The kinds are ${channelKinds.join(', ')}, the events ${notifyEvents.join(', ')}; the address has https, or http on this machine, and no user name.`,
	},
	exposed: (path: SafeText, mode: string) =>
		`Other users can read this file (mode ${mode}), and the addresses of channels are secrets. Run chmod 600 ${path}.`,
	writable: (path: SafeText) =>
		`Other users can change ${path}, and "hooks" runs programs as you. Run chmod go-w ${path}.`,
	unsigned:
		'The messages of a channel of kind wecom are not signed: the key is in its address. Remove "secret".',
	schema: {
		hooks: 'programs that run when something happens; docs/NOTIFY.md',
		channels:
			'chat groups and servers that get messages; the file must have mode 600; docs/NOTIFY.md',
	},
};

export const notifyConfigZh: typeof notifyConfigEn = {
	forms: {
		hooks: `“hooks”为每个事件指定程序及其参数，例如 {"failed": ["notify-send", "$CHENYU_RUN_TITLE"]}；事件有 ${notifyEvents.join('、')}。`,
		channels: `消息渠道的写法例如 {"kind": "feishu", "url": "https://…", "secret": "…", "on": ["failed", "allDone"]}。种类有 ${channelKinds.join('、')}，事件有 ${notifyEvents.join('、')}；地址须为 https（本机可用 http），不含用户名。`,
	},
	exposed: (path, mode) =>
		`其他用户可以读取此文件（权限 ${mode}），而渠道的地址是机密。请运行 chmod 600 ${path}。`,
	writable: path =>
		`其他用户可以修改 ${path}，而“hooks”会以您的身份运行程序。请运行 chmod go-w ${path}。`,
	unsigned: 'wecom 渠道的消息不签名：密钥就在地址里。请删除“secret”。',
	schema: {
		hooks: '事件发生时运行的程序；见 docs/NOTIFY.md',
		channels: '接收消息的群和服务器；文件权限须为 600；见 docs/NOTIFY.md',
	},
};
