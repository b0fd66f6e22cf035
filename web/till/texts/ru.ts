import type { TextsOf } from '@shared/i18n/types';
import type { till as en } from './en';

export const till: TextsOf<typeof en, 'ru'> = {
  'enrol.title': 'Подключите эту кассу',
  'enrol.lead':
    'В консоли откройте «Настройки», затем «Кассы», и добавьте кассу. Введите код, который появится.',
  'enrol.code': 'Код кассы',
  'enrol.submit': 'Подключить',
  'cashiers.title': 'Кто за кассой?',
  'cashiers.none': 'Пока никто не может здесь войти',
  'cashiers.noneText':
    'В консоли откройте «Настройки», затем «Сотрудники», и добавьте кассира с ПИН-кодом.',
  'pin.title': 'Здравствуйте, {name}',
  'pin.label': 'ПИН-код',
  'pin.typed_one': 'Введена {count} цифра',
  'pin.typed_few': 'Введено {count} цифры',
  'pin.typed_many': 'Введено {count} цифр',
  'pin.typed_other': 'Введено {count} цифры',
  'pin.erase': 'Стереть последнюю цифру',
  'pin.submit': 'Войти',
  'pin.other': 'Другой кассир',
  'counter.title': 'Можно обслуживать следующего',
  'counter.text': 'Касса {till}, магазин {store}. За кассой: {name}.',
  'counter.lock': 'Заблокировать',
  'other.title': 'В этом браузере открыто другое приложение',
  'other.text':
    'Сейчас здесь вошёл пользователь {name}. Чтобы обслуживать покупателей, сначала выйдите.',
  'title:auth.pin_wrong': 'Неверный ПИН-код',
  'hint:auth.pin_wrong': 'Попробуйте ещё раз. После пяти ошибок будет пауза.',
  'title:till.code_wrong': 'Код неверен, использован или устарел',
  'hint:till.code_wrong': 'Попросите новый: консоль, «Настройки», «Кассы».',
  'title:till.revoked': 'Эта касса отключена',
  'hint:till.revoked': 'Подключите её заново кодом из консоли.',
  'title:till.unknown': 'Это устройство не подключено как касса',
  'hint:till.unknown': 'Подключите его кодом из консоли.',
};
