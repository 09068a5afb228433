import { givenCapabilities } from '../../../lib/review/rules/capability-table';

function given(addedCapabilities: string[], droppedCapabilities: string[]): string[] {
  return [...givenCapabilities({ addedCapabilities, droppedCapabilities })];
}

describe('givenCapabilities', () => {
  test('are the fourteen that Docker gives by default, and all 41 of Linux when somebody asks for them', () => {
    expect(given([], [])).toHaveLength(14);
    expect(given(['ALL'], [])).toHaveLength(41);
  });

  test('are those that are added when all are dropped', () => {
    expect(given(['NET_RAW'], ['ALL'])).toEqual(['NET_RAW']);
    expect(given([], ['ALL'])).toEqual([]);
  });

  test('are without those that are dropped one by one', () => {
    expect(given([], ['CHOWN'])).not.toContain('CHOWN');
    expect(given(['ALL'], ['SYS_ADMIN'])).not.toContain('SYS_ADMIN');
  });

  test('are all of them when all are added and dropped, as in the Engine', () => {
    expect(given(['ALL'], ['ALL'])).toHaveLength(41);
  });
});
