@echo off
rem Die bearbeitete Word-Datei mit der Maus auf dieses Symbol ziehen und loslassen.
rem UTF-8, damit Umlaute richtig erscheinen.
chcp 65001 >nul
set "PYTHONUTF8=1"
rem pushd statt cd: So geht es auch in einem Netzordner ohne Laufwerksbuchstaben.
pushd "%~dp0"

where /q durchstarten.exe
if "%~1"=="" (
  echo Bitte ziehen Sie die bearbeitete Word-Datei mit der Maus auf das Symbol
  echo von 3_Endfassung.cmd und lassen Sie sie dort los.
) else if not errorlevel 1 (
  durchstarten.exe finalize "%~1"
) else if exist "@PYTHON@" (
  "@PYTHON@" -m durchstarten_cli finalize "%~1"
) else (
  echo Das Programm durchstarten ist auf diesem Rechner nicht zu finden.
  echo Bitte installieren Sie es oder bitten Sie Ihre IT darum.
)

set "ERGEBNIS=%ERRORLEVEL%"
echo.
pause
popd
exit /b %ERGEBNIS%
