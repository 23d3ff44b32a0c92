import {Box, render, Text, useApp, useInput} from 'ink';
import {useEffect, useState} from 'react';

/**
 * The least that an Ink program on a whole screen is: lines of text, one of which moves at each key. `q` ends it. What a
 * frame of it costs is what Ink costs. `hello.js MILLISECONDS` moves by itself as well.
 */
const {columns, rows} = process.stdout;
const [pause] = process.argv.slice(2).map(Number);

function Hello() {
	const [at, move] = useState(0);
	const {exit} = useApp();
	useInput(input => {
		if (input === 'q') {
			exit();
		} else {
			move(before => (before + 1) % rows);
		}
	});
	useEffect(() => {
		if (pause === undefined) {
			return;
		}

		const timer = setInterval(() => {
			move(before => (before + 1) % rows);
		}, pause);
		return () => {
			clearInterval(timer);
		};
	}, []);
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			{Array.from({length: rows}, (_, row) => (
				<Text key={row} wrap="truncate" inverse={row === at}>
					{`采样器 第 ${row} 步 `.padEnd(columns - 8, 'sampler step ')}
				</Text>
			))}
		</Box>
	);
}

render(<Hello />, {alternateScreen: true, incrementalRendering: true});
