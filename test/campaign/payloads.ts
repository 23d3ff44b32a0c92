/** Starts of control sequences and strings, 7-bit and 8-bit. */
const introducers = [
	'\u001B[',
	'\u009B',
	'\u001B]',
	'\u009D',
	'\u001BP',
	'\u0090',
	'\u001B_',
	'\u009F',
	'\u001B^',
	'\u009E',
	'\u001BX',
	'\u0098',
	'\u001B',
	'\u001Bk',
	'\u001B\u001B[',
];

/** Commands to erase, hide, switch, reply, copy, notify and rename. */
const bodies = [
	'',
	...'2J 3J H 1;1H ?1049h ?1049l ?25l ?1000;1006h ?2004h ?2026h >4;2m >1u 8m 5m 31;1m'.split(' '),
	...'38;2;1;2;3m 6n c >c 21t 18t 2;5r 4h !p 0;owned 2;owned 8;;https://evil.example/'.split(' '),
	...'8;id=1;file:///etc/passwd 52;c;cm0gLXJmIH4= 52;c;? 9;owned 9;4;1;50'.split(' '),
	...'777;notify;owned;now 1337;File=name=YQ==:AAAA 4;1;? 11;? 50;? $qm +q544e'.split(' '),
	...'q#0;2;0;0;0#0~~ Gf=24,s=1,v=1;AAAA'.split(' '),
];

/** Terminators, real and false ones, and none. */
const ends = [
	'\u0007',
	'\u001B\\',
	'\u009C',
	'\u0018',
	'\u001A',
	'\n',
	'\r',
	'\u2028',
	'\u001B',
	'',
];

/** Every combination, between two words that must stay visible. */
export const payloads: readonly string[] = introducers.flatMap(introducer =>
	bodies.flatMap(body => ends.map(end => `head ${introducer}${body}${end} tail`)),
);

/**
 * Replies of terminals to queries. The program must not read them as keys (T12). The reply to the query that Ink
 * sends is not in the list.
 */
export const terminalReplies: readonly string[] = [
	'\u001B[?1;2c',
	'\u001B[>0;276;0c',
	'\u001B[24;80R',
	'\u001B[?24;80R',
	'\u001B[0n',
	'\u001B[8;24;80t',
	'\u001B[6;16;8t',
	'\u001B[?1;0;16S',
	'\u001B[?1;3S',
	'\u001B[?2;0;1000;1000S',
	'\u001B[?2026;2$y',
	'\u001B[4;1$y',
	'\u001B[I',
	'\u001B[O',
	'\u001B]11;rgb:0000/0000/0000\u0007',
	'\u001B]10;rgb:ffff/ffff/ffff\u001B\\',
	'\u001B]52;c;cm0gLXJmIH4=\u0007',
	'\u001B]lq\u001B\\',
	'\u001BP1$r0m\u001B\\',
	'\u001BP>|xterm(390)\u001B\\',
	'\u001BP1+r544e=787465726d\u001B\\',
	'\u001B_Gi=31;OK\u001B\\',
];
