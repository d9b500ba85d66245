import { matchRole } from './match-role.js';
import type { Role } from './role-terms.js';

const matched = (role: Role, title: string) => matchRole(role, [{ title, current: true, company: null }]).match;
const rows = (table: Readonly<Record<Role, readonly string[]>>): [Role, string][] =>
  (Object.entries(table) as [Role, readonly string[]][]).flatMap(([role, titles]) =>
    titles.map((title): [Role, string] => [role, title]),
  );

const EXACT = rows({
  CTO: [
    'FD and CTO', 'FD & CTO', 'Consigliere delegato e Direttore Tecnico', 'Consigliere di amministrazione e CTO',
    'Direttore tecnico', 'Direttrice Tecnica', 'Direttore della tecnologia', 'Direttore tecnologico', 'Direttore Tecnologie e Innovazione',
    'Technisch directeur', 'Directeur Technologie', 'Technologiedirecteur', 'Directeur Techniek & Innovatie',
    'Dyrektor techniczny', 'Dyrektor ds. technologii', 'Dyrektorka ds. technicznych', 'Członek Zarządu ds. Technologii', 'Dyrektor Technologiczny',
    'Teknisk direktör', 'Teknikchef', 'Teknologidirektør', 'Teknisk direktør',
    'Технический директор', 'Директор по технологиям', 'Технический директор (CTO)', 'Директор по технологическому развитию',
    '最高技術責任者', '執行役員 最高技術責任者', '取締役CTO', '技術担当執行役員', '首席技术官', '技术总监', '技術長', '联合创始人兼首席技术官',
    'Teknoloji Direktörü', 'Teknolojiden Sorumlu Genel Müdür Yardımcısı', 'Technický ředitel', 'Ředitel pro technologie',
  ],
  CIO: [
    'Direttore dei sistemi informativi', 'Direttrice generale dei sistemi informativi', 'Responsabile Sistemi Informativi', 'Direttore IT', 'Direttore Information Technology', 'Direttore ICT',
    'IT-directeur', 'Directeur ICT', 'Hoofd IT', 'Hoofd Informatievoorziening',
    'Dyrektor IT', 'Dyrektor ds. IT', 'Dyrektor Departamentu Informatyki', 'Dyrektor ds. Informatyki', 'Dyrektor Pionu IT',
    'IT-chef', 'IT-direktör', 'IT-direktør', 'IT-chef / CIO',
    'ИТ-директор', 'Директор по информационным технологиям', 'Директор по ИТ', 'Директор департамента информационных технологий', 'Руководитель департамента ИТ',
    '最高情報責任者', '情報システム部長', '情報システム担当役員', '首席信息官', '信息总监', 'IT总监', '資訊長', '首席資訊官',
    'Bilgi Teknolojileri Direktörü', 'BT Direktörü', 'Bilgi İşlem Direktörü', 'IT ředitel', 'Ředitel IT', 'Ředitel informatiky', 'Ředitelka ICT',
  ],
  CISO: [
    'Responsabile della sicurezza informatica', 'Responsabile Sicurezza delle Informazioni', 'Direttore Cybersecurity', 'Responsabile sicurezza IT',
    'Hoofd Informatiebeveiliging', 'Directeur Cybersecurity', 'Dyrektor ds. bezpieczeństwa informacji', 'Dyrektor ds. cyberbezpieczeństwa', 'Szef Bezpieczeństwa IT',
    'Informationssäkerhetschef', 'IT-säkerhetschef', 'Chef för informationssäkerhet', 'Informationssikkerhedschef', 'IT-sikkerhedschef',
    'Директор по информационной безопасности', 'Руководитель службы информационной безопасности', 'Директор по ИБ', 'Директор по кибербезопасности',
    '最高情報セキュリティ責任者', '情報セキュリティ統括責任者', '首席信息安全官', '首席安全官', '信息安全总监', '資安長', '首席資訊安全官',
    'Bilgi Güvenliği Direktörü', 'Siber Güvenlik Direktörü', 'Ředitel kybernetické bezpečnosti', 'Ředitel bezpečnosti informací',
  ],
}); // prettier-ignore

const NONE = rows({
  CTO: [
    'F.d. teknisk direktör', 'Fd CTO', 'Consigliere del direttore tecnico',
    'Assistente del direttore tecnico', 'Ex direttore tecnico', 'Direttore tecnico, Squadra di calcio', 'Direttore commerciale', 'Voormalig technisch directeur', 'Secretaresse technisch directeur',
    'Były dyrektor techniczny', 'Asystentka dyrektora technicznego', 'Dyrektor sprzedaży', 'Tidigare teknisk direktör', 'Tidligere teknologidirektør', 'Assistent för teknikchef',
    'Бывший технический директор', 'Помощник технического директора', 'Коммерческий директор', '元最高技術責任者', 'CTO補佐', 'CTO室', '前首席技术官', '首席技术官助理', '销售总监', '技术总监秘书',
    'Eski Teknoloji Direktörü', 'CTO Asistanı', 'Teknik Direktör, Futbol Kulübü', 'Bývalý technický ředitel', 'Obchodní ředitel', 'Technický ředitel fotbalového klubu',
  ],
  CIO: [
    'Direttore IT Security', 'Directeur IT-beveiliging', 'Hoofd IT-ontwikkeling', 'Hoofd IT Development', 'Dyrektor ds. bezpieczeństwa IT', 'IT-säkerhetschef', 'IT-konsult', 'IT-sikkerhedschef', 'Директор по ИТ-безопасности', 'Informationschef',
    'Директор по маркетингу', '情報セキュリティ部長', '首席信息安全官', '信息安全总监', 'Bilgi Güvenliği Direktörü', 'Ředitel IT bezpečnosti', 'Ředitel školy', 'Hoofd Marketing', 'Responsabile vendite', '投資総括責任者',
  ],
  CISO: [
    'Responsabile della sicurezza sul lavoro', 'Hoofd Beveiliging', 'Dyrektor ds. bezpieczeństwa i higieny pracy', 'Säkerhetschef', 'Sikkerhedschef', 'Директор по безопасности', '安全总监', 'İş Güvenliği Uzmanı',
    'Bezpečnostní technik', '警備責任者', 'Бывший директор по информационной безопасности', '首席信息官', 'Specialista sicurezza informatica',
  ],
}); // prettier-ignore

const NEAR = rows({
  CTO: ['Hoofd Softwareontwikkeling', 'Utvecklingschef', 'Руководитель разработки', '技術部長', '研发总监', 'Vedoucí vývoje'],
  CIO: ['Kierownik działu IT', 'ICT-manager', 'Responsabile IT', 'Начальник отдела ИТ', 'Bilgi Teknolojileri Müdürü', 'Vedoucí IT'],
  CISO: ['Informationssäkerhetsansvarig', 'Manažer kybernetické bezpečnosti', 'Bilgi Güvenliği Yöneticisi', '信息安全经理'],
}); // prettier-ignore

describe('matchRole in Italian, Dutch, Polish, Swedish, Danish, Russian, Japanese, Chinese, Turkish and Czech', () => {
  it.each(EXACT)('%s: %s is the role', (role, title) => expect(matched(role, title)).toBe('exact'));
  it.each(NEAR)('%s: %s is near the role', (role, title) => expect(matched(role, title)).toBe('near'));
  it.each(NONE)('%s: %s is not the role', (role, title) => expect(matched(role, title)).toBe('none'));
});
