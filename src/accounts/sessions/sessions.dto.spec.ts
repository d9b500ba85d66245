import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { SignOutQueryDto } from './sessions.dto.js';

describe('Which sessions to end', () => {
  const read = async (query: object): Promise<boolean | string> => {
    const dto = plainToInstance(SignOutQueryDto, query);
    return (await validate(dto)).length > 0 ? 'refused' : dto.all;
  };

  it('is all of them or the one, and never one when all may have been meant', async () => {
    expect(await Promise.all([{ all: 'true' }, { all: 'false' }, {}].map(read))).toEqual([true, false, false]);
    expect(await Promise.all(['1', '0', 'yes', ''].map((all) => read({ all })))).toEqual(Array(4).fill('refused'));
  });
});
