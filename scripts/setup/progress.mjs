const heartbeatMs = 10_000;

/**
 * Numbered steps with the seconds each took: `[2/6] Dependencies ✓ 14.2 s (installed)`.
 * A long step says every few seconds that it is still alive, and `step` may note what it is at.
 */
export function createProgress(total, stream = process.stdout) {
  let number = 0;
  const write = (line) => stream.write(`${line}\n`);

  async function step(title, work) {
    const label = `[${++number}/${total}] ${title}`;
    const begin = performance.now();
    const seconds = () => ((performance.now() - begin) / 1000).toFixed(1);
    let doing = '';
    const heartbeat = setInterval(() => write(`${label} … ${doing}${seconds()} s`), heartbeatMs);
    const note = (text) => {
      doing = `${text}, `;
      write(`${label} … ${text}`);
    };
    try {
      const { detail, value } = (await work(note)) ?? {};
      write(`${label}${detail ? `: ${detail}` : ''} ✓ ${seconds()} s`);
      return value;
    } catch (error) {
      write(`${label} ✗ ${seconds()} s`);
      throw error;
    } finally {
      clearInterval(heartbeat);
    }
  }

  return { step, write };
}
