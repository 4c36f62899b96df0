// The server's time: a device's own clock may be hours away from it. What the server dates its answers with is precise to a second.
const NEAR = 2000;
let ahead = 0;

export const now = () => Date.now() + ahead;

// Takes the time from an answer, which it gives back.
export const timed = response => {
  const off = Date.parse(response.headers.get('date')) - Date.now();
  ahead = Math.abs(off) > NEAR ? off : 0;
  return response;
};
