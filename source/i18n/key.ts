import type {SafeText} from '../core/text/text.ts';

/** Texts about the API key. No text contains the key itself. */
export const keyEn = {
	missing:
		'There is no API key. Set CHENYU_API_KEY, name a file with --api-key-file, or try --demo, which needs none.',
	unreadable: (name: string, why: SafeText) =>
		`The file of ${name} cannot be read (${why}). Check its name and permissions.`,
	empty: (name: string) => `The file of ${name} is empty. Write the key on its first line.`,
	huge: (name: string) =>
		`The file of ${name} is too large to be a key. Write only the key into it.`,
	noFile: (name: string) =>
		`The file of ${name} is not a regular file. Name a file with the key, or a pipe like <(pass show key).`,
	slow: (name: string) =>
		`Nothing came through the pipe of ${name} within a minute. Check the program that writes the key.`,
	malformed: (source: string) =>
		`The key in ${source} contains a space, a line break or another invalid character. Copy it again.`,
	keyFile: (name: string) => `the file of ${name}`,
	exposed: (name: string, mode: string) =>
		`Other users of this machine can access the file of ${name} (mode ${mode}). Run chmod 600 on it.`,
};

export const keyZh: typeof keyEn = {
	missing:
		'没有 API 密钥。请设置环境变量 CHENYU_API_KEY，或用 --api-key-file 指定文件，或试用无需密钥的 --demo。',
	unreadable: (name, why) => `无法读取 ${name} 指定的文件（${why}）。请检查文件名和权限。`,
	empty: name => `${name} 指定的文件是空的。请把密钥写在第一行。`,
	huge: name => `${name} 指定的文件过大，不会是密钥。请只写入密钥。`,
	noFile: name =>
		`${name} 指定的不是普通文件。请指定保存密钥的文件，或 <(pass show key) 这样的管道。`,
	slow: name => `${name} 指定的管道一分钟内没有内容。请检查写出密钥的程序。`,
	malformed: source => `${source} 中的密钥含有空格、换行或其他无效字符。请重新复制。`,
	keyFile: name => `${name} 指定的文件`,
	exposed: (name, mode) =>
		`本机其他用户可以访问 ${name} 指定的文件（权限 ${mode}）。请对它执行 chmod 600。`,
};
