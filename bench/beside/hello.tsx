import {Box, render, Text, useApp, useInput} from 'ink-published';
import {useEffect, useState} from 'react';

/**
 * A minimal full-screen program with Ink as published, for comparison. One line is highlighted; each key moves the
 * highlight to the next line. `q` quits. With an argument, such as `hello.js 1000`, it also moves every 1000 ms.
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
