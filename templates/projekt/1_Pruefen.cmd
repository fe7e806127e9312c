@echo off
rem Doppelklick: Sind die Lieferungen angenommen? Was ist zu tun?
rem UTF-8, damit Umlaute richtig erscheinen.
chcp 65001 >nul
set "PYTHONUTF8=1"
rem pushd statt cd: So geht es auch in einem Netzordner ohne Laufwerksbuchstaben.
pushd "%~dp0"

where /q durchstarten.exe
if not errorlevel 1 (
  durchstarten.exe validate --answers ausgabe\antworten
) else if exist "@PYTHON@" (
  "@PYTHON@" -m durchstarten_cli validate --answers ausgabe\antworten
) else (
  echo Das Programm durchstarten ist auf diesem Rechner nicht zu finden.
  echo Bitte installieren Sie es oder bitten Sie Ihre IT darum.
)

set "ERGEBNIS=%ERRORLEVEL%"
echo.
pause
popd
exit /b %ERGEBNIS%
