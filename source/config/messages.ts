import type {SafeText} from '../core/text/sanitize.ts';

declare module '../i18n/messages.ts' {
	interface Messages {
		config: typeof configEn;
	}
}

export const configEn = {
	/** `place`: the file, and where in it the mistake is. */
	place: (place: string, sentence: string) => `${place}: ${sentence}`,
	/** `why`: a system error code like `EACCES`. */
	unreadable: (path: SafeText, why: SafeText) =>
		`The config ${path} cannot be read (${why}). Write a small regular file, and check its permissions.`,
	noJson: 'This is not a JSON object. Check commas, quotes and brackets.',
	unknown: (name: SafeText, meant: string | null) =>
		`There is no setting "${name}". ${meant === null ? 'Remove it; chenyu-top config lists all settings.' : `Did you mean "${meant}"?`}`,
	keyInside:
		'The config must not contain the key, since configs are often shown and shared. Put the key into a separate file with mode 600 and name that file with "apiKeyFile".',
	/** For addresses of channels, and for the password of a proxy. `mode`: the octal mode of the file, such as `644`. */
	exposed: (path: SafeText, mode: string) =>
		`Other users can read the addresses and passwords in this file (mode ${mode}). Run chmod 600 ${path}.`,
	writable: (path: SafeText) =>
		`Other users can change ${path}, and "hooks" runs programs as you. Run chmod go-w ${path}.`,
	taken: (key: SafeText, command: SafeText, by: string) =>
		`"${key}" cannot be bound to "${command}": it is bound to "${by}" there. Use another key; docs/KEYS.md lists those that are taken.`,
	/** Descriptions of settings in the published JSON schema, which editors show. */
	schema: {
		$schema: 'location of this schema, for editors',
		commands:
			'commands of your own: a program with arguments for the selected run or the marked ones, without a shell and without the API key; docs/NOTIFY.md',
		profiles: 'named sets of settings, chosen with --profile',
		history: 'how much the history keeps; the oldest runs are removed first',
		views: 'named filters, sort orders and columns of the run list, for :view',
		days: 'how many days runs are kept',
		megabytes: 'the largest size of the file, in MB',
		concurrency: 'most requests in flight at once',
		lowBalance: "warn when the account's balance is lower",
		ascii: 'draw with ASCII characters only',
		calm: 'less motion: no bell, no bar, time in steps of 5 s',
		color: 'whether to use colours',
		title: 'whether the window title shows the state of the runs',
		progress: "whether to use the terminal's own progress bar",
		notify: 'whether to show a notification when a run ends and the window has no focus',
		bell: 'whether to ring the bell where there are no notifications',
		downloadFolder: 'folder for outputs saved from the screen; else the current folder',
		columns: 'columns of the run list; docs/OPTIONS.md',
		sort: 'order of the run list until you choose one; with - before it reversed',
		downloadName:
			'names of saved outputs, like "{date}/{title}-{input.seed}-{key}.{ext}"; docs/OUTPUTS.md',
		hooks: 'programs that run when something happens; docs/NOTIFY.md',
		channels:
			'chat groups and servers that get messages; the file must have mode 600; docs/NOTIFY.md',
	},
	table: {
		file: 'config file',
		absent: ' (does not exist yet)',
		noHome: 'HOME is not set',
		profile: 'profile',
		profiles: 'profiles',
		none: 'none',
		setting: 'setting',
		value: 'value',
		from: 'from',
		key: 'key',
		keySet: 'set',
		keyMissing: 'missing',
		usual: 'default',
		locale: 'the locale',
		profileOf: (profile: SafeText) => `profile ${profile}`,
		keyOf: (command: string) => `key of ${command}`,
	},
};

export const configZh: typeof configEn = {
	place: (place, sentence) => `${place}：${sentence}`,
	unreadable: (path, why) =>
		`无法读取配置文件 ${path}（${why}）。请写成较小的普通文件，并检查其权限。`,
	noJson: '这不是 JSON 对象。请检查逗号、引号和括号。',
	unknown: (name, meant) =>
		`没有“${name}”这项设置。${meant === null ? '请去掉它；chenyu-top config 会列出所有设置。' : `是否想用“${meant}”？`}`,
	keyInside:
		'配置常被展示和分享，不能写入密钥。请把密钥写入权限为 600 的单独文件，再用“apiKeyFile”指定该文件。',
	exposed: (path, mode) =>
		`其他用户可以读取此文件中的地址和密码（权限 ${mode}）。请运行 chmod 600 ${path}。`,
	writable: path =>
		`其他用户可以修改 ${path}，而“hooks”会以您的身份运行程序。请运行 chmod go-w ${path}。`,
	taken: (key, command, by) =>
		`“${key}”不能绑定到“${command}”：它在那里已绑定到“${by}”。请换用其他按键；已占用的按键见 docs/KEYS.md。`,
	schema: {
		$schema: '此 schema 的位置，供编辑器使用',
		commands:
			'自定义命令：对选中或已标记的运行执行程序及参数，不经过 shell，也不带 API 密钥；见 docs/NOTIFY.md',
		profiles: '账户配置：已命名的设置组，用 --profile 选择',
		history: '历史的保留上限；先删除最早的运行',
		views: '已命名的视图（筛选、排序和列），用 :view 选择',
		days: '运行保留多少天',
		megabytes: '文件大小的上限，单位 MB',
		concurrency: '并发请求数上限',
		lowBalance: '账户余额低于此金额时提醒',
		ascii: '只用 ASCII 字符绘制',
		calm: '减少动态：不响铃、不显示进度条，每 5 秒刷新时间',
		color: '是否使用颜色',
		title: '窗口标题是否显示运行状况',
		progress: '是否使用终端自带的进度条',
		notify: '运行结束且窗口没有焦点时是否通知',
		bell: '没有通知功能时是否响铃',
		downloadFolder: '从界面保存输出的文件夹；未设置时为当前文件夹',
		columns: '运行列表的列；见 docs/OPTIONS.md',
		sort: '运行列表的默认排序；前面加 - 则反向',
		downloadName:
			'保存输出时的文件名，例如 "{date}/{title}-{input.seed}-{key}.{ext}"；见 docs/OUTPUTS.md',
		hooks: '事件发生时运行的程序；见 docs/NOTIFY.md',
		channels: '接收消息的群和服务器；文件权限须为 600；见 docs/NOTIFY.md',
	},
	table: {
		file: '配置文件',
		absent: '（尚不存在）',
		noHome: '未设置 HOME',
		profile: '账户配置',
		profiles: '所有账户配置',
		none: '无',
		setting: '设置',
		value: '值',
		from: '来自',
		key: '密钥',
		keySet: '已设置',
		keyMissing: '未设置',
		usual: '默认',
		locale: '系统语言',
		profileOf: profile => `账户配置 ${profile}`,
		keyOf: command => `${command} 的按键`,
	},
};
