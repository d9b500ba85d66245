import { Readable } from 'node:stream';
import { readArchive, type UploadedFile } from './read-archive.js';

const file = (name: string, content: string): UploadedFile => ({
  name,
  content: Readable.from([Buffer.from(content)]),
});

describe('positions in an archive', () => {
  it('are not current without dates', async () => {
    const csv = 'Company Name,Title,Started On,Finished On\nAcme,CTO,,\nBravo,CIO,2020,\nCharlie,CISO,,Present\n';
    const export_ = await readArchive([file('Positions.csv', csv)]);
    expect(export_.content.experience.map((job) => [job.company_name, job.is_current])).toEqual([
      ['Bravo', true],
      ['Charlie', true],
      ['Acme', false],
    ]);
    const work = [
      { name: 'Acme', position: 'CTO' },
      { name: 'Bravo', position: 'CIO', startDate: '2020' },
    ];
    const resume = await readArchive([file('resume.json', JSON.stringify({ basics: { name: 'Ada' }, work }))]);
    expect(resume.content.experience.map((job) => [job.company_name, job.is_current])).toEqual([
      ['Bravo', true],
      ['Acme', false],
    ]);
  });
});
