import type { TextsOf } from '@shared/i18n/types';
import type { till as en } from './en';

export const till: TextsOf<typeof en, 'az'> = {
  'enrol.title': 'Bu kassanı qoşun',
  'enrol.lead':
    'Konsolda «Tənzimləmələr», sonra «Kassalar» bölməsini açıb kassa əlavə edin. Göstərilən kodu yazın.',
  'enrol.code': 'Kassanın kodu',
  'enrol.submit': 'Qoş',
  'cashiers.title': 'Kassada kimdir?',
  'cashiers.none': 'Hələ burada heç kim daxil ola bilməz',
  'cashiers.noneText':
    'Konsolda «Tənzimləmələr», sonra «Əməkdaşlar» bölməsini açıb PIN-kodlu kassir əlavə edin.',
  'pin.title': 'Salam, {name}',
  'pin.label': 'PIN-kod',
  'pin.typed_one': '{count} rəqəm yazılıb',
  'pin.typed_other': '{count} rəqəm yazılıb',
  'pin.erase': 'Son rəqəmi sil',
  'pin.submit': 'Daxil ol',
  'pin.other': 'Başqa kassir',
  'counter.title': 'Növbəti müştəri üçün hazırdır',
  'counter.text': 'Kassa: {till}, mağaza: {store}. Kassada: {name}.',
  'counter.lock': 'Kilidlə',
  'other.title': 'Bu brauzerdə başqa tətbiqə daxil olunub',
  'other.text': 'Hazırda burada {name} daxil olub. Müştərilərə xidmət üçün əvvəlcə çıxış edin.',
  'title:auth.pin_wrong': 'PIN-kod yanlışdır',
  'hint:auth.pin_wrong': 'Yenidən cəhd edin. Beş səhvdən sonra fasilə olur.',
  'title:till.code_wrong': 'Kod yanlışdır, işlənib və ya köhnəlib',
  'hint:till.code_wrong': 'Konsolda, «Tənzimləmələr» və «Kassalar» bölməsində yenisini yaratdırın.',
  'title:till.revoked': 'Bu kassa istifadədən çıxarılıb',
  'hint:till.revoked': 'Onu konsoldan alınan kodla yenidən qoşun.',
  'title:till.unknown': 'Bu cihaz kassa kimi qoşulmayıb',
  'hint:till.unknown': 'Onu konsoldan alınan kodla qoşun.',
};
