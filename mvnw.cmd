@echo off
rem Runs the Maven that .mvn\wrapper\maven-wrapper.properties pins, with the arguments given; see mvnw.
rem Needs curl, tar and certutil, which Windows 10 and later bring.
setlocal EnableExtensions

set "BASE=%~dp0"
for /f "usebackq tokens=1,2 delims==" %%A in ("%BASE%.mvn\wrapper\maven-wrapper.properties") do (
  if "%%A"=="distributionUrl" set "URL=%%B"
  if "%%A"=="distributionSha512Sum" set "SHA512=%%B"
)
for %%F in ("%URL:/=\%") do set "NAME=%%~nxF"
set "VERSION=%NAME:apache-maven-=%"
set "VERSION=%VERSION:-bin.tar.gz=%"
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "DISTS=%MAVEN_USER_HOME%\wrapper\dists\apache-maven-%VERSION%\%SHA512:~0,16%"
set "MAVEN=%DISTS%\apache-maven-%VERSION%\bin\mvn.cmd"
if exist "%MAVEN%" goto run

set "WORK=%DISTS%.%RANDOM%%RANDOM%"
mkdir "%WORK%" || exit /b 1
where /q mvn
if errorlevel 1 goto download
echo mvnw: fetching Maven %VERSION% with the installed mvn 1>&2
pushd "%WORK%"
call mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy "-Dartifact=org.apache.maven:apache-maven:%VERSION%:tar.gz:bin" -DoutputDirectory=. >log 2>&1
popd
call :check && goto unpack

:download
echo mvnw: fetching %URL% 1>&2
curl -fsSL --connect-timeout 15 --retry 2 -o "%WORK%\%NAME%" "%URL%"
call :check && goto unpack
rmdir /s /q "%WORK%"
where /q mvn
if errorlevel 1 (
  echo mvnw: Maven %VERSION% could not be fetched, and no mvn is installed. Install Maven 3.8.7 or later. 1>&2
  exit /b 1
)
echo mvnw: Maven %VERSION% could not be fetched: the installed mvn is used as it is 1>&2
set "MAVEN=mvn"
goto run

:unpack
tar -xzf "%WORK%\%NAME%" -C "%WORK%" || exit /b 1
if not exist "%DISTS%" mkdir "%DISTS%"
rem One folder is renamed, so that nobody sees half of it; who comes second finds the first one's.
if not exist "%MAVEN%" move "%WORK%\apache-maven-%VERSION%" "%DISTS%\" >nul 2>&1
rmdir /s /q "%WORK%"
if not exist "%MAVEN%" (
  echo mvnw: "%DISTS%" could not be written 1>&2
  exit /b 1
)

:run
set "MAVEN_HOME="
set "M2_HOME="
set FILE=-f "%BASE%pom.xml"
if exist pom.xml set "FILE="
for %%A in (%*) do (
  if "%%~A"=="-f" set "FILE="
  if "%%~A"=="--file" set "FILE="
)
call "%MAVEN%" %FILE% %*
exit /b %ERRORLEVEL%

:check
if not exist "%WORK%\%NAME%" exit /b 1
certutil -hashfile "%WORK%\%NAME%" SHA512 | findstr /i /c:"%SHA512%" >nul && exit /b 0
echo mvnw: what was fetched has another SHA-512 than maven-wrapper.properties says: not used 1>&2
del "%WORK%\%NAME%"
exit /b 1
